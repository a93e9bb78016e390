# Part of preflight.sh: policies of the organisation that would stop the deployment half way.

# policy NAME: reads the effective policy into $enforced or, for a list, $allowed, $denied (values separated by ;),
# $allow_all, $deny_all. Fails if the policy cannot be read.
policy() {
  local columns='spec.rules[0].values.allowedValues,spec.rules[0].values.deniedValues,spec.rules[0].allowAll,spec.rules[0].denyAll,spec.rules[0].enforce'
  local found
  found=$(gcloud org-policies describe "$1" "${policy_of[@]}" --effective --format="value[separator=\"|\"]($columns)" 2> /dev/null) || return 1
  IFS='|' read -r allowed denied allow_all deny_all enforced <<< "$found"
}

# lists VALUES NAME...: whether VALUES contains one of the names.
lists() {
  local values=";$1;" name
  shift
  for name in "$@"; do
    if [[ $values == *";$name;"* || $values == *";is:$name;"* ]]; then return 0; fi
  done
  return 1
}

# permits NAME...: whether the list that policy has read allows the resource with these names.
permits() {
  if [ "$deny_all" = True ] || lists "$denied" "$@"; then return 1; fi
  [ "$allow_all" = True ] || [ -z "$allowed" ] || lists "$allowed" "$@"
}

unseen=''
region=$(value region)

# The policy has two names. Organisations created since 2024 have it by default.
forbidden=''
asked=''
for name in iam.disableServiceAccountKeyCreation iam.managed.disableServiceAccountKeyCreation; do
  if policy "$name"; then
    asked=yes
    if [ "$enforced" = True ]; then forbidden=$name; fi
  fi
done
if [ "$(value keyless)" = true ]; then
  ok "${forbidden:+a policy forbids service account keys ($forbidden); }keyless needs none"
elif [ -z "$asked" ]; then
  look 'You may not see whether a policy forbids service account keys (that takes the role Organization Policy Viewer).' 'With keyless = true it does not matter.'
elif [ -z "$forbidden" ]; then
  ok 'no policy forbids service account keys'
else
  fail "Your organisation forbids service account keys ($forbidden)." 'Set keyless = true: then nobody needs a key, and an administrator authorises a client id instead.'
fi

# Values are regions (europe-west1, or in:europe-west1-locations) and groups of them (in:eu-locations).
one_region='^(is:)?(in:)?[a-z]+-[a-z]+[0-9]+(-locations)?$'
if ! policy gcp.resourceLocations; then
  unseen="$unseen gcp.resourceLocations"
elif permits "$region" "in:$region-locations"; then
  ok "policies allow the region $region"
elif [ -n "$allowed" ] && ! lists "$denied" "$region" "in:$region-locations" && grep -qvE "$one_region" <<< "${allowed//;/$'\n'}"; then
  look "A policy allows only ${allowed//;/, } (gcp.resourceLocations)." "Check that $region is among them."
else
  fail "A policy forbids the region $region (gcp.resourceLocations)." "Choose one that it allows${allowed:+: ${allowed//;/, }}."
fi

# rotation, passwords and the page are called from outside, rotation-worker only from inside.
if ! policy run.allowedIngress; then
  unseen="$unseen run.allowedIngress"
elif permits all && permits internal; then
  ok 'policies allow calls from outside'
else
  fail 'A policy forbids calls to Cloud Run from outside (run.allowedIngress).' 'Have it allow "all" and "internal" in this project: every call still has to get past Cloud Run'"'"'s IAM check or Identity-Aware Proxy.'
fi

if ! policy gcp.restrictServiceUsage; then
  unseen="$unseen gcp.restrictServiceUsage"
else
  missing=''
  for api in $(sed -nE 's/^ *"([a-z]+\.googleapis\.com)" *=.*/\1/p' apis.tf); do
    # Services of an option count only if the option is set.
    case $api in
      admin.googleapis.com) if [ "$(value keyless)" != true ]; then continue; fi ;;
      cloudbilling.googleapis.com) if [ -n "$number" ]; then continue; fi ;;
      billingbudgets.googleapis.com) if ! grep -qx budget <<< "$named"; then continue; fi ;;
    esac
    if ! permits "$api"; then missing="$missing $api"; fi
  done
  if [ -z "$missing" ]; then
    ok 'policies allow the services that are used'
  else
    fail "A policy forbids services that are used (gcp.restrictServiceUsage):$missing." 'Have them allowed in this project. What each is used for is in infra/apis.tf.'
  fi
fi

# Values are customers (C0abc123) or principal sets. gcloud cannot say which customer an address belongs to.
if ! policy iam.allowedPolicyMemberDomains; then
  unseen="$unseen iam.allowedPolicyMemberDomains"
elif [ -z "$allowed$denied" ] && [ "$deny_all" != True ]; then
  ok 'no policy excludes members of other organisations'
else
  given=$({ addresses system_management_members; addresses system_read_only_members; addresses mdm_service_accounts; } | paste -sd' ' -)
  look "A policy gives access only to ${allowed:-some customers} (iam.allowedPolicyMemberDomains)." "Check that each of these belongs to such a customer, or have it allowed: $given"
fi

if grep -qx push_trigger <<< "$named"; then
  if ! policy cloudbuild.allowedIntegrations; then
    unseen="$unseen cloudbuild.allowedIntegrations"
  elif [ -z "$allowed$denied" ] && [ "$deny_all" != True ]; then
    ok 'policies allow builds that a push starts'
  elif [ -n "$allowed" ] && [ "$deny_all" != True ]; then
    look "A policy lets only ${allowed//;/, } start builds (cloudbuild.allowedIntegrations)." "Check that the host of your repository is among them."
  else
    fail 'A policy lets no repository start builds (cloudbuild.allowedIntegrations).' 'Have the host of your repository allowed, or omit push_trigger and start builds by hand.'
  fi
fi

if [ -n "$unseen" ]; then
  look "You may not see these policies:$unseen (that takes the role Organization Policy Viewer)." 'Ask somebody with that role whether one of them is set; docs/deploy.md, "If it stops", says what each would refuse.'
fi
