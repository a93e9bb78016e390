#!/usr/bin/env bash
# Makes the deployment, or changes it to what the variables now say. The first run makes the project and
# everything but the functions, which need an image; later runs keep the image that runs. Safe to run
# again after it was stopped. Its arguments go to `terraform apply`: -var=image=IMAGE, -auto-approve, …
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh

./preflight.sh --variables
trap 'echo "It stopped. What Google says here and what to do about it: docs/deploy.md, \"If it stops\". Then run infra/apply.sh again: it goes on." >&2' ERR

project=$(value project_id)
bucket="$project-terraform-state"

# Only a bucket that is not there is a first run. Whoever may not see it, is signed out or has no network must
# not begin a second state beside the one that there is.
first=yes
if [ ! -e terraform.tfstate ]; then
  if said=$(gcloud storage buckets describe "gs://$bucket" --format='value(name)' 2>&1); then
    first=no
  elif [[ $said != *'not found: 404'* ]]; then
    echo "Whether there is a state in gs://$bucket already cannot be seen, so nothing was done. gcloud says: $said" >&2
    exit 1
  fi
fi

if [ "$first" = no ]; then
  echo "== The state is in gs://$bucket"
  terraform init -input=false -backend-config="bucket=$bucket"
  # From here on calls count for our own project, where the APIs are enabled.
  export USER_PROJECT_OVERRIDE=true GOOGLE_BILLING_PROJECT="$project"
  ran=$(terraform output -raw image)
  TF_VAR_image=$ran terraform apply "$@"
else
  # Only before the first run: whoever has to pause it at night need not see the billing account.
  ./preflight.sh
  ran=none
  export TF_VAR_image=none
  # The bucket for the state is one of the things to make, so the state begins here.
  printf 'terraform {\n  backend "local" {}\n}\n' > backend_override.tf
  terraform init -input=false -reconfigure

  echo '== 1. The project and its APIs'
  terraform apply -target=google_project_service.api "$@"

  echo '== 2. Everything else but the functions, which need an image'
  export USER_PROJECT_OVERRIDE=true GOOGLE_BILLING_PROJECT="$project"
  terraform apply "$@"

  echo "== 3. The state moves to gs://$bucket"
  rm backend_override.tf
  terraform init -input=false -migrate-state -force-copy -backend-config="bucket=$bucket"
  rm -f terraform.tfstate terraform.tfstate.backup
fi

# The alert on missing ticks sees an absence only after a first one.
if [ "$ran" = none ] && [ "$(terraform output -raw image)" != none ] && [ "$(value paused)" != true ]; then
  echo '== The first tick'
  if ! ./tick.sh; then exit 1; fi # says by itself how to go on
fi

echo
terraform output -raw next_step
echo
