#!/usr/bin/env bash
# Installs the PostgreSQL servers and the PgBouncer of the tests, those that are missing: version 15 and PgBouncer from
# Debian (as root), 16 to 18 from npm, pinned with their digests by package-lock.json, into a cache folder outside the
# repository. Nothing that it installs is started. Says what it couldn't install; the tests of that are skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

is_root() { [ "$(id -u)" = 0 ]; }
if is_root; then cache=/var/cache/cabinet/postgres; else cache=${XDG_CACHE_HOME:-$HOME/.cache}/cabinet/postgres; fi

# Debian's packages make a cluster and start services: neither is wanted, so both are off while they are installed.
install_debian() { # program, Debian package
  [ -x "$1" ] && return
  is_root && command -v apt-get >/dev/null || { echo "note: $1 is missing; install the package $2"; return; }
  echo "installing $2"
  local cluster=/etc/postgresql-common/createcluster.d/cabinet.conf policy=/usr/sbin/policy-rc.d own_policy=
  mkdir -p "${cluster%/*}" && echo 'create_main_cluster = false' >"$cluster"
  [ -e "$policy" ] || { own_policy=1; printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"; }
  [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; updated=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$2" >/dev/null 2>&1 ||
    echo "note: $2 could not be installed"
  rm -f "$cluster" ${own_policy:+"$policy"}
}

# npm's links aren't made while install scripts are off, and only programs and libraries are kept.
install_npm() {
  local work
  command -v npm >/dev/null && command -v node >/dev/null || { echo "note: npm is missing; PostgreSQL 16 to 18 come from it"; return; }
  echo "installing PostgreSQL 16 to 18 from npm"
  mkdir -p "$cache" && work=$(mktemp -d "$cache/install-XXXXXX") || return
  if cp package.json package-lock.json "$work" && (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null 2>"$work/errors"); then
    for version in 16 17 18; do
      local part=$work/node_modules/postgres-$version
      (cd "$part" && node scripts/hydrate-symlinks.js) && cp "$work/package-lock.json" "$part/native/cabinet-lock.json" &&
        chmod -R a+rX "$part/native" && rm -rf "${cache:?}/$version" && mv "$part/native" "$cache/$version"
      "$cache/$version/bin/postgres" --version | grep -q "(PostgreSQL) $version\." ||
        { echo "note: PostgreSQL $version doesn't answer"; rm -rf "${cache:?}/$version"; }
    done
  else
    echo "note: npm could not install PostgreSQL 16 to 18: $(tail -n 3 "$work/errors" 2>/dev/null)"
  fi
  rm -rf "$work"
}

# A changed pin changes the lock file, and then the copy beside the programs is not the same any more.
is_current() {
  for version in 16 17 18; do cmp -s package-lock.json "$cache/$version/cabinet-lock.json" || return 1; done
}

mkdir -p "$cache"
# Umask 022: the user postgres runs what root installs.
umask 022
is_root && chmod 755 /var/cache/cabinet "$cache"
(
  # Two runs at once would replace each other's programs.
  flock 9
  install_debian /usr/lib/postgresql/15/bin/postgres postgresql-15
  install_debian /usr/sbin/pgbouncer pgbouncer
  is_current || install_npm
) 9>"$cache/lock"
