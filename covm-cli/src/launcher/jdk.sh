# Finds the JDK that COVM needs. Sourced by ./covm and .ci/run; POSIX sh.

COVM_JDK=25
jdk_facts=

# Whether a directory is a JDK of the right version; looks into its "release" file, starts nothing. What that
# says of the version and of the C library is in jdk_facts then.
is_jdk() {
  [ -x "$1/bin/java" ] || return 1
  jdk_facts=$(grep -E '^(JAVA_VERSION|LIBC)=' "$1/release" 2>/dev/null)
  case $jdk_facts in
    *JAVA_VERSION=\"$COVM_JDK[\".]*) return 0 ;;
    *) return 1 ;;
  esac
}

# Prints the directory of a java command, behind all symbolic links and start scripts.
home_of_command() {
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# Prints the directory of a JDK; fails if there is none in any usual place.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  if command -v java >/dev/null 2>&1; then
    found=$(home_of_command java)
    if [ -n "$found" ] && is_jdk "$found"; then
      printf '%s\n' "$found"
      return 0
    fi
  fi
  if [ -x /usr/libexec/java_home ]; then
    found=$(/usr/libexec/java_home -v "$COVM_JDK" 2>/dev/null)
    if [ -n "$found" ] && is_jdk "$found"; then
      printf '%s\n' "$found"
      return 0
    fi
  fi
  for found in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/*jdk* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* \
    "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*; do
    if is_jdk "$found"; then
      printf '%s\n' "$found"
      return 0
    fi
  done
  return 1
}

# The sentence for people who have none.
no_jdk() {
  echo "$1: JDK $COVM_JDK is needed and was not found; install it (for instance from https://adoptium.net) or set JAVA_HOME to it" >&2
}
