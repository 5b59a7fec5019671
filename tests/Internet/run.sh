#!/usr/bin/env bash
# Runs a command where the program Internet is the only network: a network and a mount namespace of its own, loopback only.
# usage: run.sh PROGRAM CONTENT STATE COMMAND…      PROGRAM: Internet.dll; CONTENT: what 'Internet prepare' made
# STATE is kept from run to run: what was pushed, requests.tsv. It may hold, written before a run:
#   faults.json   {"HOST": {"kind": "status", "status": 503}}, see Faults.cs
#   names         the names that resolve, one a line (default: all); the proxy's always does
#   proxy-user    USER:PASSWORD that the proxy wants
# INTERNET_TRUST=system (default: the authority is in the system's store) | env (SSL_CERT_FILE names it) | none
# Root is needed, or a user namespace: 'unshare -r' around it.
set -euo pipefail
if [ "${1:-}" != --inside ]; then
    exec unshare -n -m "$0" --inside "$@"
fi
program=$2 content=$(realpath "$3")
mkdir -p "$4"
state=$(realpath "$4")
shift 4
ip link set lo up
unset SSL_CERT_FILE SSL_CERT_DIR
rm -f "$state/ready"
store=/etc/ssl/certs/ca-certificates.crt
cat "$store" "$content/tls/ca.crt" >"$state/bundle.crt"
coproc SERVER { exec dotnet "$program" serve "$content" "$state"; }
server=$SERVER_PID
while [ ! -e "$state/ready" ]; do kill -0 "$server"; sleep 0.05; done
mount --bind "$state/hosts" /etc/hosts
printf 'hosts: files\n' >"$state/nsswitch.conf"
mount --bind "$state/nsswitch.conf" /etc/nsswitch.conf
case ${INTERNET_TRUST:-system} in
    system) mount --bind "$state/bundle.crt" "$store" ;;
    env) export SSL_CERT_FILE=$state/bundle.crt ;;
esac
status=0
"$@" || status=$?
kill "$server" 2>/dev/null || true
exit "$status"
