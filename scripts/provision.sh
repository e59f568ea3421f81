#!/usr/bin/env bash
# What of a machine needs root.  `packages`: install the Debian packages the kiosk needs; may be run any number of times.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/setup.sh"

no_daemons=/usr/sbin/policy-rc.d
mark='# by scripts/provision.sh: no daemon is started while it installs'
locked='Could not get lock|locked by another|Unable to lock'

packages() {
    ((EUID == 0)) || die "Installing packages needs root."
    local missing torn size began=$SECONDS
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]})) || { say "All Debian packages are there."; return 0; }
    begin_log apt.log
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    # No daemon of the machine is started by us: the kiosk runs its own.
    if [[ ! -e $no_daemons ]] || grep -qxF "$mark" "$no_daemons"; then   # ours is left where we were killed
        trap 'rm -f "$no_daemons"' EXIT
        printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$no_daemons"
        chmod 755 "$no_daemons"
    fi
    # An installation that was cut short is finished first; what was cut in two while it was unpacked is fetched again.
    patiently may_fail dpkg --configure -a
    patiently apt-get update --quiet
    mapfile -t torn < <(dpkg-query --show --showformat '${db:Status-Eflag} ${binary:Package}\n' | sed -n 's/^reinstreq //p')
    local install=(apt-get install --quiet --no-install-recommends --fix-broken --reinstall "${torn[@]}" "${missing[@]}")
    size=$("${install[@]}" --assume-no 2>/dev/null |
        sed -n 's/^Need to get \(.*\) of archives.*/\1 to fetch, /p; s/^After this.* \([0-9.,]* .B\) of .* used\./\1 on the disk, /p' |
        tr -d '\n' || true)
    say "  with what they need: ${size}one to five minutes …"
    patiently "${install[@]}" --yes
    say "  installed in $((SECONDS - began)) s"
}

# may_fail COMMAND…: fails only where another program holds the lock.
may_fail() {
    local said
    said=$("$@" 2>&1) || ! grep -E "$locked" <<<"$said" || return
    printf '%s\n' "$said"
}

# Run one step of the installation into the log; while another program holds apt's lock, wait for it.
patiently() {
    local from waited=0
    until from=$(wc -l <"$log"); "$@" >>"$log" 2>&1 </dev/null; do
        tail -n "+$((from + 1))" "$log" | grep -qE "$locked" || failed
        ((waited)) || say "  another program is installing packages: waiting for it, five minutes at most …"
        ((++waited <= 60)) || failed
        sleep 5
    done
}

case ${1-} in
    packages) packages ;;
    *) die "usage: scripts/provision.sh packages" ;;
esac
