#!/bin/sh
# A step of cloudbuild.yaml, in Terraform's image: plans what the image named in FOLDER/image would change. Stops if the
# variables or the state belong to another project or environment than the build.
#
# infra/build-plan.sh FOLDER
#
# Only with the providers of infra/.terraform.lock.hcl. Without a refresh, because a build may change the functions but
# not read every resource. A person's plan (docs/operate.md) shows manual changes.
set -eu
between=$1
cd "$(dirname "$0")"
data=${TF_DATA_DIR:-$PWD/.terraform}
ENVIRONMENT=$_ENVIRONMENT
. ./read-variables.sh
export TF_DATA_DIR="$data" # the steps after this one use it too

if [ "$(value project_id)" != "$PROJECT_ID" ]; then
  stop "This build runs in project $PROJECT_ID, and infra/$variables names $(value project_id). Nothing was planned."
fi
terraform init -input=false -no-color -lockfile=readonly -backend-config="bucket=$_STATE_BUCKET"
check_state
terraform plan -input=false -no-color -refresh=false -lock-timeout=300s \
  -var-file="$between/serving.tfvars.json" -var="image=$(cat "$between/image")" -out="$between/plan"
terraform show -json "$between/plan" > "$between/plan.json"
