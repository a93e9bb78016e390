# What an operator needs next, in alphabetical order.

output "build_command" {
  description = "For infra/build.sh: builds, tests and deploys the current folder, which is the root of the repository."
  value = join(" ", [
    "gcloud builds submit . --project=${var.project_id} --region=${coalesce(var.build_region, var.region)} --config=cloudbuild.yaml",
    "--service-account=projects/${var.project_id}/serviceAccounts/${google_service_account.identity["image-build"].email}",
    "--gcs-source-staging-dir=gs://${google_storage_bucket.build_source.name}/source",
    "--substitutions=${join(",", [for name, value in local.build_substitutions : "${name}=${value}"])}",
  ])
}

output "delegation_client_id" {
  description = "Keyless, with the delegation: the client id to authorise in the Admin console. Null with an uploaded key: then the page shows the key's client id."
  value       = one([for id, account in google_service_account.identity : account.unique_id if id == "directory-access"])
}

output "delegation_scope" {
  description = "With the delegation: the one OAuth scope to authorise for that client id."
  value       = "https://www.googleapis.com/auth/admin.directory.user"
}

output "environment" {
  description = "The environment of this state; empty with one environment."
  value       = var.environment
}

output "events_topic" {
  description = "The topic of events; subscribe to it to learn of changes."
  value       = "projects/${var.project_id}/topics/${google_pubsub_topic.password_events.name}"
}

output "firestore_indexes" {
  description = "For infra/use-database.sh: each composite index, its collection and fields."
  value       = join("\n", [for name, index in local.composite_indexes : "${name} ${index.collection} ${join(",", index.fields)}"])
}

output "function_urls" {
  description = "Each function's address, which is also the audience of the tokens that it accepts."
  value       = local.urls
}

output "image" {
  description = "The image that was applied last, or none. infra/running-image.sh prints the one that gets the calls."
  value       = var.image
}

output "image_repository" {
  description = "The repository to which the build pushes images."
  value       = local.image_repository
}

output "next_step" {
  description = "The next step for the operator."
  value       = var.image == "none" ? "There is no image yet. Build it: infra/build.sh _DEPLOY=no. Then: infra/apply.sh -var=image=THE IMAGE THAT THE BUILD PRINTS" : "Open ${local.urls["configuration"]} as one of ${join(", ", local.management_members)} and connect Google."
}

output "page_url" {
  description = "The administrators' page, Google Apps API."
  value       = local.urls["configuration"]
}

output "project_id" {
  description = "The project of this state."
  value       = var.project_id
}

output "rollout" {
  description = "For docs/operate.md: shows and ends an interrupted rollout. Needs npm ci."
  value       = "npm run --silent rollout -- --project=${var.project_id} --region=${var.region} --number=${local.project_number}"
}

output "self_service_url" {
  description = "The page on which people see their own password. Null where self_service_members names nobody."
  value       = one([for name, url in local.urls : "${url}/me" if name == "self-service"])
}

output "service_accounts" {
  description = "Each identity's address."
  value       = { for id, account in google_service_account.identity : id => account.email }
}

output "signing_service_account" {
  description = "Keyless, without the delegation: the account that gets the admin role in the Admin console. Null with an uploaded key: then it is the key's account."
  value       = one([for id, account in google_service_account.identity : account.email if id == "directory-access"])
}

output "smoke_test" {
  description = "Checks that the functions are up and closed. Needs roles/iam.serviceAccountOpenIdTokenCreator on the account that the command names: docs/deploy.md."
  value       = "scripts/smoke-test.sh ${local.project_number}.${var.region}.run.app ${google_service_account.identity["rotation-scheduler"].email}"
}

output "state_bucket" {
  description = "For terraform init -backend-config=bucket=..."
  value       = google_storage_bucket.terraform_state.name
}

output "try_it" {
  description = "Issues a password. Run it as one of mdm_service_accounts."
  value       = "curl -X PUT -H \"Authorization: Bearer $(gcloud auth print-identity-token --audiences=${local.urls["passwords"]} --impersonate-service-account=${try(sort(var.mdm_service_accounts)[0], "MDM_SERVICE_ACCOUNT")} --include-email)\" ${local.urls["passwords"]}/v1/users/USER@YOUR-DOMAIN/password"
}
