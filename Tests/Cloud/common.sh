# shellcheck shell=bash
# What the scripts of this folder share. Sourced, not run.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# One folder, ignored by git, holds all that these scripts ever write: the packages in `venv`,
# and beside it a folder of its own for each private cloud.
root=$(realpath -m "${VITRINE_CLOUD_STATE:-$here/../../.cloud}")
state=$(realpath -m "${CLOUD_STATE:-$root/demo}")
venv=$(realpath -m "${CLOUD_VENV:-$root/venv}")
python=$venv/bin/python
password=${CLOUD_PASSWORD:-loopback-only}
written_password=${password//\$/\$\$}     # as configuration files want it
# What runs here is reached directly, whatever proxy leads to the outside.
no_proxy=${no_proxy:-${NO_PROXY:-}}
case ,$no_proxy, in *,127.0.0.1,*) ;; *) no_proxy=127.0.0.1,localhost${no_proxy:+,$no_proxy} ;; esac
export no_proxy NO_PROXY=$no_proxy
export PYTHONDONTWRITEBYTECODE=1    # or the project's own folders would fill with __pycache__

say() { printf '%s\n' "$*" >&2; }

die() {  # die MESSAGE [LOG]: with the end of the log that explains it
    say "error: $1"
    if [ -r "${2:-}" ]; then tail -n 20 "$2" >&2; fi
    exit 1
}

# A recorded process is ours only while its command line names this state folder: the number may
# have been given to another program since.
alive() {  # alive SERVICE
    local pid
    pid=$(cat "$state/run/$1.pid" 2>/dev/null) && [ -n "$pid" ] || return 1
    grep -qsF -e "$state" "/proc/$pid/cmdline" "/proc/$pid/environ" 2>/dev/null
}

# One change at a time to a state folder. What is started must not inherit the lock: `9>&-`.
locked() {
    mkdir -p "$state"/{run,log}
    exec 9>"$state/run/lock"
    flock 9
}

# --- packages ------------------------------------------------------------------------------

# A stamp records what was installed; while it matches nothing is done.
packages() {  # packages NAME: those of NAME.txt
    local stamp log=$root/$1.log
    stamp=$(cat "$here/$1.txt" "$here/constraints.txt" | sha256sum | cut -d' ' -f1)
    [ "$(cat "$venv/$1.stamp" 2>/dev/null)" != "$stamp" ] || return 0
    # Two clouds that start together share the packages.
    mkdir -p "$root" "$(dirname "$venv")"
    exec 8>"$venv.lock"
    flock 8
    if [ "$(cat "$venv/$1.stamp" 2>/dev/null)" != "$stamp" ]; then
        say "Installing the packages of $1.txt into $venv …"
        { [ -x "$venv/bin/pip" ] || "${CLOUD_PYTHON:-python3}" -m venv "$venv"; } >"$log" 2>&1 8>&- 9>&- ||
            die "no virtual environment could be made (Debian: python3-venv)" "$log"
        "$venv/bin/pip" install -q --disable-pip-version-check -c "$here/constraints.txt" -r "$here/$1.txt" \
            >"$log" 2>&1 8>&- 9>&- || die "pip could not install $1.txt" "$log"
        # Databases were made by other versions then; what is only added leaves them as they are.
        [ ! -e "$venv/$1.stamp" ] || rm -rf "$venv/templates"
        echo "$stamp" >"$venv/$1.stamp"
    fi
    exec 8>&-
}

# --- ports ---------------------------------------------------------------------------------

remembered() { sed -n "s/^$1=//p" "$state/run/ports" 2>/dev/null; }
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port is asked for some time before it is used: until then a note beside the packages keeps it from other clouds that
# start. A note of a state folder that is gone counts no more.
reserve() {  # reserve PORT: for this state folder, unless another one has it
    local note=$venv/ports/$1 owner
    mkdir -p "$venv/ports"
    if (set -C && echo "$state" >"$note") 2>/dev/null; then return; fi
    owner=$(cat "$note")
    [ "$owner" = "$state" ] && return
    [ ! -d "$owner" ] && echo "$state" >"$note"
}

# The port of a service: the one asked for; else the one it had; else the first free one from a
# place that follows from the state folder, so that clouds side by side do not meet. All lie below
# the range that the kernel lends to outgoing connections.
port() {  # port SERVICE [NUMBER|auto]
    local number=${2:-auto}
    if [ "$number" = auto ]; then
        number=$(remembered "$1")
        # A service that was killed may take a moment to let go of its port.
        for _ in $(seq 30); do
            if [ -z "$number" ] || alive "$1" || ! taken "$number"; then break; fi
            sleep 0.1
        done
        if [ -z "$number" ] || { taken "$number" && ! alive "$1"; }; then
            number=$((12000 + 16#$(printf %s "$state $1" | sha256sum | cut -c1-7) % 18000))
            while taken "$number" || ! reserve "$number"; do number=$((number + 1)); done
        fi
    fi
    { grep -v "^$1=" "$state/run/ports" 2>/dev/null || true; echo "$1=$number"; } >"$state/run/ports.new"
    mv "$state/run/ports.new" "$state/run/ports"
    echo "$number"
}

# --- databases -----------------------------------------------------------------------------

quiet() { PYTHONWARNINGS=ignore "$@" >>"$state/log/setup.log" 2>&1 9>&- || die "$1 failed" "$state/log/setup.log"; }
database() { echo "sqlite:///$state/db/$1.sqlite?timeout=30"; }

# Making a database takes seconds and always comes out the same: a finished one is kept beside the
# packages it was made with, for the next fresh state. Who asks second waits for the first.
from_template() {  # from_template DATABASE VARIANT
    mkdir -p "$venv/templates"
    exec 8>"$venv/templates/$1.lock"
    flock 8
    cp "$venv/templates/$1$2.sqlite" "$state/db/$1.sqlite" 2>/dev/null
}
to_template() {  # to_template DATABASE VARIANT
    cp "$state/db/$1.sqlite" "$venv/templates/$1.$$"
    mv "$venv/templates/$1.$$" "$venv/templates/$1$2.sqlite"
    exec 8>&-
}

# Write-ahead logging lets readers go on beside a writer. The setting stays in the file.
wal() { "$python" -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode=wal")' \
    "$state/db/$1.sqlite"; }

# --- services ------------------------------------------------------------------------------

# A service keeps nothing open that it was started with: a caller's lock would be held as long as it lives.
unburdened() (  # unburdened COMMAND…
    for open in "/proc/$BASHPID/fd/"*; do
        case ${open##*/} in 0 | 1 | 2 | 255) ;; *) eval "exec ${open##*/}>&-" ;; esac
    done
    exec "$@"
)

serve() {  # serve SERVICE PORT: as a daemon, unless it runs; server.py says how
    if alive "$1"; then return; fi
    ! taken "$2" || die "port $2, meant for $1, is in use by another program"
    rm -f "$state/run/$1.pid"
    CLOUD_SERVE=$1 CLOUD_PORT=$2 CLOUD_STATE=$state CLOUD_THREADS=${CLOUD_THREADS:-16} \
        GUNICORN_CMD_ARGS="--config '$here/service/server.py'" unburdened "$venv/bin/gunicorn"
}

answers() {  # answers PORT PATH: with anything at all
    local line=
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3
    read -r -t 5 line <&3 || true
    exec 3>&-
    [ -n "$line" ]
} 2>/dev/null

await() {  # await SERVICE PORT PATH: until it answers
    local deadline=$((SECONDS + 60)) ready=$((SECONDS + 5))
    until answers "$2" "$3"; do
        # Its number is written a moment after it begins, and removed when it gives up.
        ((SECONDS < ready)) || alive "$1" || break
        ((SECONDS < deadline)) || die "$1 did not answer within a minute" "$state/log/$1-server.log"
        sleep 0.05
    done
    alive "$1" || die "$1 does not run" "$state/log/$1-server.log"
}
