#!/usr/bin/env bash
# Checks for causes that would make the first apply fail half way, and says what to do about each. Changes nothing.
# Reads the variables (read-variables.sh); needs gcloud, signed in. With --variables it checks only that file, without calls
# to Google.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh
# gcloud would wait for an answer to a hidden question: whether to enable an API.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

failed=0
ok() { echo "ok    $1"; }
fail() {
  echo "FAIL  $1"
  echo "      $2"
  failed=1
}
# For a question that only a person can decide.
look() {
  echo "?     $1"
  echo "      $2"
}

if [ ! -e "$variables" ]; then
  fail 'There is no infra/terraform.tfvars.' 'Copy infra/terraform.tfvars.example to it and fill it in.'
  exit 1
fi

# Terraform only warns of an unknown name, at the end of its output.
named=$(names)
known=$(declared)
for name in $(grep -vxF "$known" <<< "$named"); do
  fail "infra/$variables sets $name, which is not a variable." "The variables are: ${known//$'\n'/ }."
done
for name in image serving environment; do
  if grep -qx "$name" <<< "$named"; then
    fail "infra/$variables sets $name." 'Remove it: infra/apply.sh and the build set it themselves.'
  fi
done
for other in $(same_project); do
  fail "infra/$variables names the same project as $other." 'Each environment has a project of its own: set another project_id.'
done
if [ "${1:-}" = --variables ]; then exit "$failed"; fi

project=$(value project_id)
number=$(value existing_project_number)
parent=$(value parent)
billing=$(value billing_account)

account=$(gcloud auth list --filter=status:ACTIVE --format='value(account)' 2> /dev/null)
if [ -z "$account" ]; then
  fail 'Nobody is signed in to gcloud.' 'Run: gcloud auth login'
  exit 1
fi
ok "signed in as $account"
if gcloud auth application-default print-access-token > /dev/null 2>&1; then
  ok 'Terraform can sign in'
else
  fail 'Terraform cannot sign in.' 'Run: gcloud auth application-default login'
fi

# Google gives the same answer for a missing project and for one that you may not see. Any other answer, or none,
# says nothing about the project.
if known=$(gcloud projects describe "$project" --format='value(projectNumber)' 2>&1); then
  said=''
elif [[ $known == *'may not exist'* || $known == *NOT_FOUND* ]]; then
  known=''
  said=''
else
  said=$known
  known=''
fi
if [ -n "$said" ]; then
  fail "gcloud cannot say whether there is a project $project." "It says: $said"
elif [ -z "$number" ]; then
  if [ -z "$known" ]; then
    ok "no project $project of yours is there yet"
  elif grep -qsF "\"project_id\": \"$project\"" "$local_state" || gcloud storage buckets describe "gs://$project-terraform-state" > /dev/null 2>&1; then
    # The state is in this folder until the first run ends, then in the bucket.
    ok "project $project was made by an earlier run"
  else
    fail "You have a project $project already." "Adopt it with existing_project_number = \"$known\", or choose another project_id."
  fi
elif [ "$known" = "$number" ]; then
  ok "project $project is there"
else
  fail "There is no project $project with the number $number that you can see." "Its number, if it is yours: gcloud projects describe $project --format='value(projectNumber)'"
fi

if [ -z "$number" ]; then
  if [ "$(gcloud billing accounts describe "$billing" --format='value(open)' 2> /dev/null)" = True ]; then
    ok "billing account $billing is open"
  else
    fail "You cannot use the billing account \"$billing\", or it is closed." 'Choose an open one from: gcloud billing accounts list. You need the role Billing Account User on it.'
  fi
  policy_of=(--organization="${parent#organizations/}")
  if [[ $parent == folders/* ]]; then policy_of=(--folder="${parent#folders/}"); fi
else
  if [ "$(gcloud billing projects describe "$project" --format='value(billingEnabled)' 2> /dev/null)" = True ]; then
    ok 'the project has a billing account'
  else
    fail "The project $project has no billing account, so no API can be enabled." "Run: gcloud billing projects link $project --billing-account=ACCOUNT"
  fi
  enabled=$(gcloud services list --enabled --project="$project" --format='value(config.name)' 2> /dev/null)
  for api in cloudresourcemanager.googleapis.com serviceusage.googleapis.com; do
    if grep -qx "$api" <<< "$enabled"; then
      ok "$api is enabled"
    else
      fail "$api is not enabled; Terraform needs it to enable the others." "Run: gcloud services enable $api --project=$project"
    fi
  done
  policy_of=(--project="$project")
fi

source ./preflight-groups.sh
source ./preflight-logs.sh
source ./preflight-policies.sh

exit "$failed"
