#!/usr/bin/env bash
# Makes the deployment, or changes it to what the variables now say. The first run makes the project and
# everything but the functions, which need an image; later runs keep the image that runs. Safe to run
# again after it was stopped. Its arguments go to `terraform apply`: -var=image=IMAGE, -auto-approve, …
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [ ! -e terraform.tfvars ]; then ./preflight.sh; fi # says what to do, and ends this
trap 'echo "It stopped. What Google says here and what to do about it: docs/deploy.md, \"If it stops\". Then run infra/apply.sh again: it goes on." >&2' ERR

project=$(sed -nE 's/^[[:space:]]*project_id[[:space:]]*=[[:space:]]*"([^"]+)".*/\1/p' terraform.tfvars)
bucket="$project-terraform-state"

if [ ! -e terraform.tfstate ] && gcloud storage buckets describe "gs://$bucket" > /dev/null 2>&1; then
  echo "== The state is in gs://$bucket"
  terraform init -input=false -backend-config="bucket=$bucket"
  # From here on calls count for our own project, where the APIs are enabled.
  export USER_PROJECT_OVERRIDE=true GOOGLE_BILLING_PROJECT="$project"
  TF_VAR_image=$(terraform output -raw image) terraform apply "$@"
else
  # Only before the first run: whoever has to pause it at night need not see the billing account.
  ./preflight.sh
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

echo
terraform output -raw next_step
echo
