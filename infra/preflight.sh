#!/usr/bin/env bash
# Looks for what would make the first apply fail half way, and says what to do about it. Changes nothing.
# Reads infra/terraform.tfvars; needs gcloud, signed in.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

failed=0
ok() { echo "ok    $1"; }
fail() {
  echo "FAIL  $1"
  echo "      $2"
  failed=1
}

# value NAME: a plain text or true/false of terraform.tfvars, empty if it is not there.
value() { sed -nE "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\"?([^\"#]*)\"?[[:space:]]*(#.*)?$/\1/p" terraform.tfvars | sed 's/[[:space:]]*$//'; }

if [ ! -e terraform.tfvars ]; then
  fail 'There is no infra/terraform.tfvars.' 'Copy infra/terraform.tfvars.example to it and fill it in.'
  exit 1
fi
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

known=$(gcloud projects describe "$project" --format='value(projectNumber)' 2> /dev/null)
if [ -z "$number" ]; then
  if [ -z "$known" ]; then
    ok "no project $project of yours is there yet"
  elif grep -qsF "\"project_id\": \"$project\"" terraform.tfstate || gcloud storage buckets describe "gs://$project-terraform-state" > /dev/null 2>&1; then
    # The state is here until the first run has come to its end, then in the bucket.
    ok "project $project was made by an earlier run"
  else
    fail "You have a project $project already." "Adopt it with existing_project_number = \"$known\", or choose another project_id."
  fi
  if [ "$(gcloud billing accounts describe "$billing" --format='value(open)' 2> /dev/null)" = True ]; then
    ok "billing account $billing is open"
  else
    fail "You cannot use the billing account \"$billing\", or it is closed." 'Take an open one of: gcloud billing accounts list. You need the role Billing Account User on it.'
  fi
  policy_of=(--organization="${parent#organizations/}")
  if [[ $parent == folders/* ]]; then policy_of=(--folder="${parent#folders/}"); fi
else
  if [ "$known" = "$number" ]; then
    ok "project $project is there"
  else
    fail "There is no project $project with the number $number that you can see." "Its number, if it is yours: gcloud projects describe $project --format='value(projectNumber)'"
  fi
  if [ "$(gcloud billing projects describe "$project" --format='value(billingEnabled)' 2> /dev/null)" = True ]; then
    ok 'the project has a billing account'
  else
    fail "The project $project has no billing account, so no API can be enabled." "Run: gcloud billing projects link $project --billing-account=ACCOUNT"
  fi
  for api in cloudresourcemanager.googleapis.com serviceusage.googleapis.com; do
    if [ -n "$(gcloud services list --enabled --project="$project" --filter="config.name=$api" --format='value(config.name)' 2> /dev/null)" ]; then
      ok "$api is enabled"
    else
      fail "$api is not enabled; Terraform needs it to enable the others." "Run: gcloud services enable $api --project=$project"
    fi
  done
  policy_of=(--project="$project")
fi

# Both names of the policy: organisations made since 2024 have it without asking for it.
forbidden=''
asked=''
for policy in iam.disableServiceAccountKeyCreation iam.managed.disableServiceAccountKeyCreation; do
  if enforced=$(gcloud org-policies describe "$policy" "${policy_of[@]}" --effective --format='value(spec.rules[0].enforce)' 2> /dev/null); then asked=yes; fi
  if [ "$enforced" = True ]; then forbidden=$policy; fi
done
if [ "$(value keyless)" = true ]; then
  ok "${forbidden:+a policy forbids service account keys ($forbidden); }keyless needs none"
elif [ -z "$asked" ]; then
  echo '?     You may not see whether a policy forbids service account keys (that takes the role Organization Policy Viewer).'
  echo '      With keyless = true it does not matter.'
elif [ -z "$forbidden" ]; then
  ok 'no policy forbids service account keys'
else
  fail "Your organisation forbids service account keys ($forbidden)." 'Set keyless = true: then nobody needs a key, and an administrator authorises a client id instead.'
fi

exit "$failed"
