#!/usr/bin/env bash
# Makes Cloud Scheduler call rotation now, and waits until the tick appears in the log. Right after a deployment the
# call may be refused for a minute or two, until the grant is known everywhere, so it is repeated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh

project=$(value project_id)
region=$(value region)
wait=${TICK_WAIT_SECONDS:-15}

# lines FILTER FORMAT: the latest matching log line since $since.
lines() { gcloud logging read "$1 AND timestamp>=\"$since\"" --project="$project" --limit=1 --format="$2"; }

refused=''
for attempt in 1 2 3 4 5; do
  since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  gcloud scheduler jobs run rotation --location="$region" --project="$project"
  for look in 1 2 3 4 5 6; do
    sleep "$wait"
    ticked=$(lines 'resource.type="cloud_run_revision" AND jsonPayload.message="rotation-run"' 'value(timestamp)')
    if [ -n "$ticked" ]; then
      echo "ok    rotation ticked at $ticked"
      exit 0
    fi
    refused=$(lines 'resource.type="cloud_scheduler_job" AND resource.labels.job_id="rotation" AND severity>=ERROR' 'value(jsonPayload.status,jsonPayload.debugInfo)')
    if [ -n "$refused" ]; then break; fi
  done
done
echo "FAIL  Cloud Scheduler called rotation $attempt times, and no tick was seen.${refused:+ It was answered: $refused}"
echo '      docs/operate.md, "The schedule'"'"'s calls fail", explains it. Then run infra/tick.sh again.'
exit 1
