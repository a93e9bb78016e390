#!/usr/bin/env bash
# Builds, tests and deploys what lies in this checkout, and prints the image by its digest. With _DEPLOY=no it
# ends after the image is pushed: for the first one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command=$(terraform -chdir=infra output -raw build_command)
# gcloud shows nothing of a build that logs to Cloud Logging only: it prints where the log is, and the id at the end.
build=$($command${1:+,$1} --format='value(id)')

image="$(terraform -chdir=infra output -raw image_repository)/functions"
digest=$(gcloud artifacts docker images describe "$image:$build" --format='value(image_summary.digest)')
echo "image: $image@$digest"
