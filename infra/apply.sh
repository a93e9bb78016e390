#!/usr/bin/env bash
# Makes the deployment, or updates it to the current variables. The first run makes the project and
# everything except the functions, which need an image; later runs keep the running image. It is safe to run
# again after an interruption. Its arguments go to `terraform apply`: -var=image=IMAGE, -auto-approve, …
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh

./preflight.sh --variables
trap 'echo "It stopped. What Google says and what to do about it: docs/deploy.md, \"If it stops\". Then run infra/apply.sh again: it continues." >&2' ERR

if [ "$variables" != terraform.tfvars ]; then echo "== The environment $ENVIRONMENT"; fi
project=$(value project_id)
bucket="$project-terraform-state"

# A run is the first only if the bucket is missing. If the caller may not see the bucket, is signed out or has no
# network, the run must not start a second state beside an existing one.
first=yes
if [ ! -e "$local_state" ]; then
  if said=$(gcloud storage buckets describe "gs://$bucket" --format='value(name)' 2>&1); then
    first=no
  elif [[ $said != *'not found: 404'* ]]; then
    echo "Cannot tell whether gs://$bucket already holds a state, so nothing was done. gcloud says: $said" >&2
    exit 1
  fi
fi

if [ "$first" = no ]; then
  echo "== The state is in gs://$bucket"
  rm -f backend_override.tf # of the interrupted first run of another environment
  terraform init -input=false -backend-config="bucket=$bucket"
  # From here on calls count for the deployment's project, where the APIs are enabled.
  export USER_PROJECT_OVERRIDE=true GOOGLE_BILLING_PROJECT="$project"
  check_state
  before=$(terraform output -raw image)
  # An image that is given overrides this one.
  ran=none
  if [[ " $* " != *' -var=image='* ]]; then ran=$(./running-image.sh); fi
  TF_VAR_image=$ran terraform apply "$@"
else
  # Only before the first run: an operator who pauses the service need not have access to the billing account.
  ./preflight.sh
  before=none
  export TF_VAR_image=none
  # This run makes the bucket for the state, so the state starts as a local file.
  printf 'terraform {\n  backend "local" {\n    path = "%s"\n  }\n}\n' "$local_state" > backend_override.tf
  terraform init -input=false -reconfigure

  echo '== 1. The project and its APIs'
  terraform apply -target=google_project_service.api "$@"

  echo '== 2. Everything else except the functions, which need an image'
  export USER_PROJECT_OVERRIDE=true GOOGLE_BILLING_PROJECT="$project"
  terraform apply "$@"

  echo "== 3. The state moves to gs://$bucket"
  rm backend_override.tf
  terraform init -input=false -migrate-state -force-copy -backend-config="bucket=$bucket"
  rm -f "$local_state" "$local_state.backup"
fi

# The alert on missing ticks detects an absence only after a first tick.
if [ "$before" = none ] && [ "$(terraform output -raw image)" != none ] && [ "$(value paused)" != true ]; then
  echo '== The first tick'
  if ! ./tick.sh; then exit 1; fi # it prints how to continue
fi

echo
terraform output -raw next_step
echo
