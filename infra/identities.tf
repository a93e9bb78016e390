# One service account for each thing that acts. What each may do is in access.tf, and nowhere else.

locals {
  service_accounts = merge(
    { for name, function in local.functions : name => "Runs the function ${name}. ${function.does}" },
    {
      rotation-scheduler = "Cloud Scheduler calls rotation as this account"
      rotation-tasks     = "Cloud Tasks calls rotation-worker as this account"
      image-build        = "Cloud Build builds the image and deploys the functions"
    },
    { for id, use in {
      directory-access = "Delegated in the Admin console for the way without a key; has no key and no role in this project"
    } : id => use if var.keyless },
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

# A new account is known everywhere only after some seconds; a function that is made as an account
# that is not known yet is refused. Waited for again when an account is added.
resource "time_sleep" "identities_known" {
  create_duration = "60s"
  triggers        = { accounts = join(" ", keys(local.service_accounts)) }

  depends_on = [google_service_account.identity, google_project_service_identity.agent]
}
