package coop.covm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that say who there is, who may do what, and how much there may be. */
@Timeout(240)
class AdministrationTest {
  @TempDir Path directory;

  private static Map<String, @Nullable Object> json(CovmProcess.Result result) {
    return JsonText.object(result.exits(0).out());
  }

  @Test
  void initMakesAStoreOrSecuresTheOneThatIsThere() {
    CovmProcess covm = CovmProcess.in(directory);
    Map<String, @Nullable Object> made = json(covm.run("storage", "init", "--json"));
    assertThat(made)
        .containsEntry("status", "ok")
        .containsEntry("store", "rocksdb:./.covm")
        .containsEntry("made", true)
        .containsEntry("secured", false)
        .containsEntry("revision", BigDecimal.ZERO);
    assertThat(covm.run("storage", "init").exits(0).err()).contains("is there already");
    covm.run("storage", "put", "org/a/b", "1").exits(0);
    Map<String, @Nullable Object> secured =
        json(covm.run("storage", "init", "--admin", "root", "--key", "root.pem", "--json"));
    assertThat(secured)
        .containsEntry("made", false)
        .containsEntry("secured", true)
        .containsEntry("revision", new BigDecimal(2));
    covm.run("storage", "get", "org/a/b").exits(77);
    assertThat(
            covm.run("storage", "get", "org/a/b", "--as", "root", "--key", "root.pem")
                .exits(0)
                .out())
        .isEqualTo("1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void identitiesAreMadeShownAndChanged(String url) {
    SecuredStore store = SecuredStore.in(directory, url);
    store.member("ada", "org/acme:chair");
    Map<String, @Nullable Object> ada = json(store.as("ada", "identity show ada --json"));
    assertThat(ada.keySet()).containsExactly("status", "member", "active", "key", "roles");
    assertThat(ada)
        .containsEntry("member", "ada")
        .containsEntry("active", true)
        .containsEntry("roles", List.of("org/acme:chair"));
    assertThat(store.root("identity list").exits(0).out().lines())
        .satisfiesExactly(
            heading -> assertThat(heading).matches("member +status +key  roles"),
            line -> assertThat(line).matches("   ada  active  \\S{44}  org/acme:chair"),
            line -> assertThat(line).matches("  root  active  \\S{44}  admin"));
    assertThat(store.root("identity grant-role ada org/acme:chair").exits(0).err())
        .isEqualTo("covm: ada has the role org/acme:chair already\n");
    assertThat(json(store.root("identity revoke-role ada org/acme:chair --json")))
        .containsEntry("role", "org/acme:chair")
        .containsKey("revision");
    assertThat(store.root("identity revoke-role ada org/acme:chair").exits(0).err())
        .isEqualTo("covm: ada has no role org/acme:chair\n");
    assertThat(store.root("identity revoke-role root admin").exits(70).err())
        .contains("root is the last administrator");
    store.as("ada", "identity rotate-key ada --new-key ada2.pem").exits(0);
    store.as("ada", "storage list").exits(77);
    store.nobody("storage list --as ada --key ada2.pem").exits(0);
    store.root("identity disable ada").exits(0);
    assertThat(json(store.root("identity disable ada --json"))).containsEntry("revision", null);
    store.nobody("storage list --as ada --key ada2.pem").exits(77);
    assertThat(store.root("identity show ada").exits(0).out())
        .containsPattern("^member  ada\nstatus  disabled\nkey     \\S{44}\nroles   none\n$");
    assertThat(store.root("identity show eve").exits(70).err())
        .contains("there is no identity eve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void rulesAreStatedShownExplainedAndTakenBack(String url) {
    SecuredStore store = SecuredStore.in(directory, url);
    store.member("ada", "org/acme:chair");
    store.root("access grant role:org/acme:chair read,list,write org/acme").exits(0);
    store.root("access deny member:ada read --namespace org/acme pay").exits(0);
    store.root("access grant everyone all /").exits(0);
    store.root("access revoke everyone write,delete,admin /").exits(0);
    assertThat(store.root("access list").exits(0).out())
        .isEqualTo(
            """
                            who                     actions  namespace
                       everyone      may         read, list  /
            role:org/acme:chair      may  read, write, list  org/acme
                     member:ada  may not               read  org/acme/pay
            """);
    assertThat(store.root("access list --json").exits(0).out())
        .isEqualTo(
            """
            {"who":"everyone","allowed":true,"actions":["read","list"],"namespace":"/"}
            {"who":"role:org/acme:chair","allowed":true,"actions":["read","write","list"],"namespace":"org/acme"}
            {"who":"member:ada","allowed":false,"actions":["read"],"namespace":"org/acme/pay"}
            """);
    assertThat(store.as("ada", "access explain member:ada read org/acme/pay/x").exits(0).out())
        .isEqualTo("deny: member:ada may not read at org/acme/pay\n");
    assertThat(store.as("ada", "access explain member:ada write org/acme/pay/x").exits(0).out())
        .isEqualTo("allow: role:org/acme:chair may write at org/acme\n");
    assertThat(store.root("access explain everyone delete vote/x").exits(0).out())
        .isEqualTo("deny: no rule allows it\n");
    assertThat(store.root("access explain member:ada read org/b/x --json").exits(0).out())
        .isEqualTo(
            """
            {"status":"ok","who":"member:ada","action":"read","key":"org/b/x","allowed":true,"rule":{"who":"everyone","allowed":true,"action":"read","namespace":"/"},"reason":"everyone may read at /"}
            """);
    store.as("ada", "access explain member:root read org/b/x").exits(77);
    store.as("ada", "storage get org/acme/pay/x").exits(77);
    store.as("ada", "storage get org/acme/x").exits(70); // allowed, and not there
    assertThat(store.root("access grant everyone read /").exits(0).err())
        .isEqualTo("covm: that is stated already: everyone, read at /\n");
    assertThat(store.root("access revoke everyone write /").exits(0).err())
        .isEqualTo("covm: nothing of that is stated: everyone, write at /\n");
    assertThat(json(store.root("access deny everyone read org/acme/pay --json")).keySet())
        .containsExactly("status", "who", "actions", "namespace", "allowed", "revision");
  }

  @Test
  void rulesOfAnOpenStoreAreSaidToCountLater() {
    CovmProcess covm = CovmProcess.in(directory);
    covm.run("storage", "init").exits(0);
    assertThat(covm.run("access", "deny", "everyone", "all", "org/a").exits(0).err())
        .contains("the store is open");
    assertThat(covm.run("access", "explain", "everyone", "read", "org/a/b").exits(0).out())
        .isEqualTo("allow: the store is open\n");
    covm.run("storage", "put", "org/a/b", "1").exits(0);
  }

  @ParameterizedTest
  @CsvSource({
    "access grant everyone read system/access, belongs to administrators",
    "access deny everyone read system, belongs to administrators",
    "quota set system --keys 1, has no quota",
    "access record-reads system/identity, is read all the time"
  })
  void nothingIsStatedAboutSystem(String command, String says) {
    SecuredStore store = SecuredStore.in(directory, "file:data");
    assertThat(store.root(command).exits(70).err()).contains("error E0501", says).hasLineCount(1);
    assertThat(store.root("access list").exits(0).out()).isEmpty();
    assertThat(store.root("quota list").exits(0).out()).isEmpty();
  }

  @Test
  void readsAreRecordedWhereThatIsAskedFor() {
    SecuredStore store = SecuredStore.in(directory, "file:data");
    assertThat(store.root("access record-reads").exits(0).err()).contains("no namespace");
    store.root("access record-reads org/acme").exits(0);
    assertThat(store.root("access record-reads").exits(0).out()).isEqualTo("org/acme\n");
    assertThat(store.root("access record-reads --json").exits(0).out())
        .isEqualTo("{\"status\":\"ok\",\"namespaces\":[\"org/acme\"]}\n");
    assertThat(store.root("access record-reads org/acme").exits(0).err())
        .isEqualTo("covm: reads of org/acme are recorded already\n");
    assertThat(json(store.root("access record-reads org/acme --drop --json")))
        .containsEntry("recorded", false);
    assertThat(store.root("access record-reads org/acme --drop").exits(0).err())
        .isEqualTo("covm: reads of org/acme are not recorded\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:data", "rocksdb:data"})
  void quotasAreSetShownEnforcedAndCleared(String url) {
    SecuredStore store = SecuredStore.in(directory, url);
    store.root("storage put org/acme/a 1").exits(0);
    store.root("quota set org --bytes 10MiB").exits(0);
    store.root("quota set org/acme --keys 2").exits(0);
    store.root("quota set vote --keys 0").exits(0);
    assertThat(store.root("quota list").exits(0).out().lines().map(String::strip))
        .containsExactlyElementsOf(
            Arrays.asList(
                "keys  limit  share  bytes       limit  share  namespace",
                "1      -      -     11  10,485,760     0%  org",
                "1      2    50%     11           -      -  org/acme",
                "0      0      -      0           -      -  vote"));
    assertThat(store.root("quota list --json").exits(0).out().lines().skip(1).limit(1))
        .containsExactly(
            "{\"namespace\":\"org/acme\",\"keys\":{\"taken\":1,\"limit\":2,\"percent\":50},\"bytes\":{\"taken\":11,\"limit\":null,\"percent\":null}}");
    store.root("storage put org/acme/b 1").exits(0);
    assertThat(store.root("storage put org/acme/c 1").exits(70).err())
        .contains("error E0510", "org/acme");
    assertThat(store.root("quota set org/acme --keys 1").exits(0).err())
        .contains("org/acme takes more than that already, 2 keys and 22 bytes");
    assertThat(store.root("quota set org/acme --keys 1 --json").exits(0).out())
        .isEqualTo(
            "{\"status\":\"ok\",\"namespace\":\"org/acme\",\"keys\":1,\"bytes\":null,\"revision\":null}\n");
    store.root("quota clear org/acme").exits(0);
    assertThat(store.root("quota clear org/acme").exits(0).err())
        .isEqualTo("covm: org/acme has no quota\n");
    store.root("storage put org/acme/c 1").exits(0);
  }
}
