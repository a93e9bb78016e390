# Part of preflight.sh: the log settings that an adopted project would lose, and the location of a new project's logs.

wanted=$(value_or_default log_retention_days)
location=$(value_or_default log_location)
if [ -z "$number" ]; then
  storage=$(gcloud logging settings describe "${policy_of[@]}" --format='value(storageLocation)' 2> /dev/null)
  if [ -n "$storage" ] && [ "$storage" != "$location" ]; then
    fail "Your organisation keeps the logs of new projects in $storage." "Set log_location = \"$storage\"."
  fi
elif bucket=$(gcloud logging buckets describe _Default --location="$location" --project="$project" --format='value[separator="|"](retentionDays,locked)' 2> /dev/null); then
  IFS='|' read -r days locked <<< "$bucket"
  if [ "${days:-30}" -gt "$wanted" ]; then
    fail "The project keeps its logs for $days days; this deployment would keep them for $wanted." "Set log_retention_days = $days."
  elif [ "$locked" = True ] && [ "${days:-30}" != "$wanted" ]; then
    fail "The project's logs are locked at $days days." "Set log_retention_days = $days, and backup_retention_days to less."
  else
    ok "logs are kept for $wanted days"
  fi
else
  look "You may not see the project's log bucket, or it is not in $location." "Find its location with: gcloud logging buckets list --project=$project. Set log_location to it."
fi

# This deployment replaces all settings of these services (audit.tf): all three types, without exemptions.
if [ -n "$number" ]; then
  while IFS='|' read -r service type exempt; do
    case $service in
      cloudkms.googleapis.com | iam.googleapis.com | secretmanager.googleapis.com)
        look "The project has $type on for $service${exempt:+, except for $exempt}." 'This deployment makes the audit log of this service complete, for everybody.'
        ;;
    esac
  done < <(gcloud projects get-iam-policy "$project" --flatten='auditConfigs[].auditLogConfigs[]' --format='value[separator="|"](auditConfigs.service,auditConfigs.auditLogConfigs.logType,auditConfigs.auditLogConfigs.exemptedMembers)' 2> /dev/null)
fi
