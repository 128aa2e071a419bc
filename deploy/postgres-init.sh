#!/usr/bin/env bash
# Runs once, on an empty volume: a database for Stoa, whose role owns it and is no superuser.
set -euo pipefail
psql -v ON_ERROR_STOP=1 --no-psqlrc --username postgres --file /etc/stoa/postgres-init.sql
