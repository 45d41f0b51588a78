package coop.covm.storage.tck;

import coop.covm.storage.KeyPrefix;
import coop.covm.storage.log.CommitBody;
import coop.covm.storage.log.Digest;
import coop.covm.storage.log.ReadView;
import coop.covm.storage.log.RunRecord;
import coop.covm.storage.log.SaltedValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What a body states, to be changed one by one. */
final class BodyDraft {
  Optional<String> principal;
  Optional<KeyPrefix> namespace;
  Optional<Digest> program;
  Map<String, SaltedValue> parameters;
  long nowSeconds;
  Map<String, Long> limits;
  long place;
  List<ReadView> views;
  Optional<Digest> upon;

  private final UUID runId;

  private BodyDraft(CommitBody body) {
    principal = body.principal();
    namespace = body.namespace();
    RunRecord run = body.run();
    program = run.program();
    parameters = run.parameters();
    runId = run.runId();
    nowSeconds = run.nowSeconds();
    limits = run.limits();
    place = body.place();
    views = body.views();
    upon = body.upon();
  }

  /** The body with what the edit changes. */
  static CommitBody edited(CommitBody body, Consumer<BodyDraft> edit) {
    BodyDraft draft = new BodyDraft(body);
    edit.accept(draft);
    return new CommitBody(
        draft.principal,
        draft.namespace,
        new RunRecord(draft.program, draft.parameters, draft.runId, draft.nowSeconds, draft.limits),
        draft.place,
        draft.views,
        draft.upon,
        body.changes());
  }
}
