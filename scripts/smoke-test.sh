#!/usr/bin/env bash
# Shows that a deployment is up and closed: the function rotation answers its own caller, and every
# function refuses a call without a token.
#
#   scripts/smoke-test.sh PROJECT_NUMBER.REGION.run.app SCHEDULER_SERVICE_ACCOUNT [SCHEME] [TAG]
#
# With a tag, it tests the revisions that have the tag, which may be without traffic.
# The caller must be allowed to create identity tokens for the scheduler's account
# (roles/iam.serviceAccountOpenIdTokenCreator).
set -euo pipefail

suffix=$1
scheduler=$2
scheme=${3:-https}
tag=${4:-}
failed=0

address() { echo "$scheme://${tag:+$tag---}$1-$suffix"; }

# token FUNCTION: an identity token of the scheduler's account that this function would accept. Its audience is the
# function's address without a tag (cloud.google.com/run/docs/authenticating/service-to-service).
token() {
  gcloud auth print-identity-token --include-email \
    --impersonate-service-account="$scheduler" --audiences="$scheme://$1-$suffix"
}

# check NAME WANTED-STATUS-PATTERN URL [TOKEN]: makes up to 6 attempts, since a change of access takes
# some seconds to apply. The token goes through standard input, because every process can see arguments.
check() {
  local name=$1 wanted=$2 url=$3 token=${4:-} status=none attempt
  for attempt in 1 2 3 4 5 6; do
    status=$(curl --silent --output /dev/null --max-time 30 --write-out '%{http_code}' --config - "$url" \
      <<< "${token:+header = \"Authorization: Bearer $token\"}") || status=unreachable
    if [[ $status =~ ^($wanted)$ ]]; then
      echo "ok    $name: $status"
      return
    fi
    if [ "$attempt" != 6 ]; then sleep "${SMOKE_TEST_WAIT_SECONDS:-5}"; fi
  done
  echo "FAIL  $name: $status instead of $wanted"
  failed=1
}

for_rotation=$(token rotation)
for_passwords=$(token passwords)

check 'rotation answers the scheduler' 200 "$(address rotation)/health" "$for_rotation"
check 'rotation turns away who has no token' '401|403' "$(address rotation)/health"
check 'passwords turns away who has no token' '401|403' "$(address passwords)/health"
check 'passwords turns away the scheduler' '401|403' "$(address passwords)/health" "$for_passwords"
check 'rotation-worker is not there for the internet' '403|404' "$(address rotation-worker)/health"
# Google does not say whether Identity-Aware Proxy or Cloud Run's IAM check refuses first at an address with a tag.
check 'configuration asks to sign in' "302|401${tag:+|403}" "$(address configuration)/"
check 'self-service asks to sign in, or is not there' "302|401|404${tag:+|403}" "$(address self-service)/me"

exit "$failed"
