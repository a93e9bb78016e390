#!/usr/bin/env bash
# Makes Terraform manage the restored database that firestore_database names in the variables
# (docs/operate.md, "Restoring the database"), and forget the former one, which stays unchanged. A restored
# database already has its indexes, and making one again is refused (409), so they are imported. The script changes
# nothing at Google. It is safe to run again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./read-variables.sh

project=$(value project_id)
database=$(value_or_default firestore_database)
TF_VAR_image=$(./running-image.sh)
export TF_VAR_image
indexes=$(terraform output -raw firestore_indexes)
there=$(gcloud firestore indexes composite list --database="$database" --project="$project" --format='value(name,fields[].fieldPath.list())')

forgotten=()
while read -r address; do forgotten+=("$address"); done < <(terraform state list | grep -E '^google_firestore_')
if [ "${#forgotten[@]}" -gt 0 ]; then terraform state rm "${forgotten[@]}"; fi

terraform import -input=false google_firestore_database.state "projects/$project/databases/$database"
while read -r name collection fields; do
  # Google appends the document's name to each index.
  id=$(awk -v in_collection="/collectionGroups/$collection/indexes/" -v fields="$fields" \
    'index($1, in_collection) && ($2 == fields || $2 == fields ",__name__") { print $1; exit }' <<< "$there")
  if [ -n "$id" ]; then
    terraform import -input=false "google_firestore_index.composite[\"$name\"]" "$id" < /dev/null
  else
    echo "The database has no index $name: infra/apply.sh makes it."
  fi
done <<< "$indexes"
