# One service account for each identity. access.tf alone says what each may do.

locals {
  service_accounts = merge(
    { for name, function in local.functions : name => "Runs the function ${name}. ${function.does}" },
    {
      rotation-scheduler = "Cloud Scheduler calls rotation as this account"
      rotation-tasks     = "Cloud Tasks calls rotation-worker as this account"
      image-build        = "Cloud Build builds the image and deploys the functions"
    },
    { for id, use in {
      directory-access = "Signs in to Google Workspace without a key: by the delegation or by an admin role of its own there; has no key and no role in this project"
    } : id => use if var.keyless },
    { for id, use in {
      pull-request-check = "Cloud Build checks pull requests as this account; it deploys nothing and reads no secret"
    } : id => use if var.pull_request_checks },
  )
}

resource "google_service_account" "identity" {
  for_each = local.service_accounts

  project      = local.project_id
  account_id   = each.key
  display_name = each.key
  description  = each.value

  depends_on = [google_project_service.api]
}

# A new account is known everywhere only after some seconds. A function that uses it earlier is refused.
# The wait repeats when an account is added.
resource "time_sleep" "identities_known" {
  create_duration = "60s"
  triggers        = { accounts = join(" ", keys(local.service_accounts)) }

  depends_on = [google_service_account.identity, google_project_service_identity.agent]
}
