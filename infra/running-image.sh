#!/usr/bin/env bash
# Prints the image of the revisions that get all calls, or none before the first image. Terraform's state names the
# image that was applied last, which may have failed its test and get no calls.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh

applied=$(terraform output -raw image)
if [ "$applied" = none ]; then
  echo none
  exit
fi

where=(--project="$(value project_id)" --region="$(value region)")
images=''
rows=$(gcloud run services list "${where[@]}" --filter='metadata.labels.application=google-apps-passwords' \
  --flatten='status.traffic[]' --format='csv[no-heading](metadata.name,status.traffic.revisionName,status.traffic.percent,status.traffic.tag)')
while IFS=, read -r name revision percent tag; do
  # With these tags, the image that gets the calls may not have passed its test, or a build is moving them now.
  case $tag in
    candidate | former) stop "A rollout is under way, or was interrupted: $name has the tag $tag. Wait for the build, or see docs/operate.md, \"When a rollout stopped\". Or name the image: infra/apply.sh -var=image=IMAGE" ;;
  esac
  if [ -z "$revision" ] || [ "${percent:-0}" = 0 ]; then continue; fi # a tag of somebody else
  image=$(gcloud run revisions describe "$revision" "${where[@]}" --format='value(spec.containers[0].image)' < /dev/null)
  images+="$image $name"$'\n'
done <<< "$rows"

different=$(awk 'NF { print $1 }' <<< "$images" | sort -u)
if [ "$(wc -w <<< "$different")" -gt 1 ]; then
  stop "The functions run different images, so a rollout was interrupted or calls were split by hand: docs/operate.md, \"When a rollout stopped\". Or name the image: infra/apply.sh -var=image=IMAGE
$images"
fi
echo "${different:-$applied}"
