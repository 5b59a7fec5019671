# Sourced by the scripts of this repository. Beside a checkout may lie an offline kit (a folder "kit" with a setup.sh): then everything
# runs without a network. Where there is none, or PYCONTAINERS_KIT is set already, this changes nothing.

# Prints the kit's folder beside the checkout; fails where there is none.
kit_folder() {
    local setup
    for setup in "$1"/../kit/setup.sh "$1"/../*/kit/setup.sh; do
        if [ -f "$setup" ]; then
            dirname "$setup"
            return
        fi
    done
    return 1
}

# Exports PYCONTAINERS_KIT and nothing else that the kit sets: the product finds the rest itself, and must.
use_kit() {
    local folder
    [ -z "${PYCONTAINERS_KIT:-}" ] || return 0
    folder=$(kit_folder "$1") || return 0
    PYCONTAINERS_KIT=$(eval "$("$folder/setup.sh")" && printf '%s' "$PYCONTAINERS_KIT")
    export PYCONTAINERS_KIT
}

use_kit "$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
