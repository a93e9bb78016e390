#!/usr/bin/env bash
# Builds, tests and deploys this checkout, and prints the image by its digest. With _DEPLOY=no it
# stops after the image is pushed, as for the first image.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command=$(infra/terraform.sh output -raw build_command)
# A build that logs only to Cloud Logging shows no output here: gcloud prints where the log is, and at the end the id.
build=$($command${1:+,$1} --format='value(id)')

image="$(infra/terraform.sh output -raw image_repository)/functions"
digest=$(gcloud artifacts docker images describe "$image:$build" --format='value(image_summary.digest)')
echo "image: $image@$digest"
