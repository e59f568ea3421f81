# Set-up that scripts/demo, scripts/test, scripts/bench and scripts/lint share.  Sourced by bash; needs nothing but Debian.
# Only apt needs root; all else runs as the caller.  A second run finds everything in place in well under a second.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=$root/.venv/bin/python

say() { printf '%s\n' "$@" >&2; }
die() { say "$@"; exit 1; }

# begin_log NAME: what follows says everything in build/NAME, and little on the screen.
begin_log() {
    log=$root/build/$1
    mkdir -p "$root/build"
    : >"$log"
    chown --reference="$root" "$root/build" "$log" 2>/dev/null || true   # root may work in somebody's clone
}

# Ends the script with the end of the log and the way out.
failed() {
    local why="Read the log"
    case $(<"$log") in
        *"No space left"* | *"enough free space"*) why="A disk is full; df -h says which: make room" ;;
        *"Could not get lock"* | *"locked by another"* | *"Unable to lock"*) why="Another program holds apt's lock: let it end" ;;
        *resolv* | *"onnection"* | *"Could not connect"* | *"Network is unreachable"* | *"timed out"* | *"error sending request"*)
            why="The network did not answer: see to it, and to its proxy if it has one" ;;
    esac
    say "It failed.  The end of $log:" ""
    tail -n 12 "$log" | cut -c 1-300 | sed 's/^/    /' >&2
    die "" "$why; then start again: it goes on from here."
}

wanted_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$root/scripts/debian-packages.txt"; }

# The packages of the list that are neither installed nor provided by an installed one.
missing_packages() {
    local -A have=()
    local status name provides word
    while IFS='|' read -r status name provides; do
        [[ $status == installed ]] || continue
        have[$name]=1
        for word in ${provides//,/ }; do have[$word]=1; done
    done < <(dpkg-query --show --showformat '${db:Status-Status}|${Package}|${Provides}\n')
    while read -r name; do [[ -n ${have[$name]-} ]] || printf '%s\n' "$name"; done < <(wanted_packages)
}

# Install what is missing, or say which one command root has to give.
ensure_packages() {
    local missing command=("$root/scripts/provision.sh" packages)
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]})) || return 0
    if ((EUID == 0)); then
        "${command[@]}"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "${command[@]}"
    else
        say "These Debian packages are missing: ${missing[*]}"
        say "Only root may install them. Please have this one command run as root, then start again:" ""
        die "    $(printf '%q ' "${command[@]}")"
    fi
}

# What the environment was made from: another list, another folder or another Python makes it anew.
environment_stamp() {
    { cat "$root/requirements.lock"; printf '%s\n' "$root"; readlink -f /usr/bin/python3; } | sha256sum | cut -d' ' -f1
}

ensure_environment() {
    local venv=$root/.venv stamp unfinished
    unfinished=$venv/.unfinished
    stamp=$(environment_stamp)
    [[ -f $venv/.stamp && $(<"$venv/.stamp") == "$stamp" && ! -e $unfinished && -x $python ]] && return 0
    if [[ -e $unfinished ]] || ! "$python" -c '' 2>/dev/null; then
        rm -rf "$venv"   # a set-up that was cut short is made anew
    fi
    say "Making the environment in .venv, once: 400 MB to fetch; one to three minutes …"
    local began=$SECONDS
    begin_log environment.log
    mkdir -p "$venv"
    : >"$unfinished"
    rm -f "$venv/.stamp"
    make_environment "$venv" >>"$log" 2>&1 || failed
    printf '%s\n' "$stamp" >"$venv/.stamp"
    rm -f "$unfinished"
    say "  made in $((SECONDS - began)) s"
}

# uv is faster than pip but reads neither its settings nor the machine's certificates: both are told to it.
make_environment() {
    local venv=$1 index bundle=/etc/ssl/certs/ca-certificates.crt
    [[ -x $python ]] || /usr/bin/python3 -m venv "$venv" || return
    [[ -x $venv/bin/uv ]] || "$python" -m pip install uv || return
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    [[ -z $index || -n ${UV_DEFAULT_INDEX-} ]] || export UV_DEFAULT_INDEX=$index
    [[ -n ${SSL_CERT_FILE-} || ! -r $bundle ]] || export SSL_CERT_FILE=$bundle
    VIRTUAL_ENV=$venv "$venv/bin/uv" pip sync --require-hashes "$root/requirements.lock"
}

# Pictures and fonts that are made from assets/ rather than kept.
ensure_artwork() {
    [[ -x $root/scripts/artwork ]] || return 0
    (cd "$root" && "$root/scripts/artwork")
}

# Everything, in order; one at a time.  Ends the script with the reason where it cannot be done.
setup() {
    [[ -r /etc/debian_version ]] || say "This is not Debian; going on, but only Debian 12 and 13 are tried."
    mkdir -p "$root/build" 2>/dev/null && [[ -w $root ]] ||
        die "$root belongs to $(stat -c %U "$root"); run this as that user, or clone it as $(id -un)."
    exec 9>"$root/build/.setup.lock"
    flock 9
    ensure_packages
    ensure_environment
    ensure_artwork
    exec 9>&-
    cd "$root"
    # Compiled once, not again at each of a test's hundred starts; the tree stays clean.
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX=$root/build/pyc
    export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH} PATH=$root/.venv/bin:$PATH VIRTUAL_ENV=$root/.venv
}
