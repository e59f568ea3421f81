#!/usr/bin/env bash
# What of a machine needs root.  `packages`: install the Debian packages the kiosk needs; may be run any number of times.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib/setup.sh"

packages() {
    ((EUID == 0)) || die "Installing packages needs root."
    local missing
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]})) || { say "All Debian packages are there."; return 0; }
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    dpkg --configure -a   # an installation that was cut short is finished first
    apt-get update --quiet --quiet
    # No daemon of the machine is started by us: the kiosk runs its own.
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod 755 /usr/sbin/policy-rc.d
    fi
    apt-get install --quiet --quiet --yes --no-install-recommends --fix-broken "${missing[@]}"
}

case ${1-} in
    packages) packages ;;
    *) die "usage: scripts/provision.sh packages" ;;
esac
