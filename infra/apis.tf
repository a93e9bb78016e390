# Google's services that are used, each with what for.

locals {
  apis = merge(
    {
      "artifactregistry.googleapis.com"     = "keeps the functions' images"
      "cloudbuild.googleapis.com"           = "builds, tests and deploys"
      "cloudkms.googleapis.com"             = "encrypts passwords"
      "cloudresourcemanager.googleapis.com" = "Terraform sets who may do what in the project"
      "cloudscheduler.googleapis.com"       = "calls rotation every 15 minutes"
      "cloudtasks.googleapis.com"           = "paces and retries the rotation of each account"
      "firestore.googleapis.com"            = "keeps accounts and configuration"
      "iam.googleapis.com"                  = "service accounts"
      "iamcredentials.googleapis.com"       = "identity tokens for the smoke test; signs for our own service account"
      "iap.googleapis.com"                  = "signs administrators in to the page"
      "logging.googleapis.com"              = "log lines and the audit trail"
      "monitoring.googleapis.com"           = "alerts and the dashboard"
      "pubsub.googleapis.com"               = "tells other systems what happened"
      "run.googleapis.com"                  = "runs the functions"
      "secretmanager.googleapis.com"        = "keeps the uploaded service account key"
      "serviceusage.googleapis.com"         = "Terraform enables the others"
      "storage.googleapis.com"              = "Terraform's state and the source of a build"
    },
    # Terraform's calls count for the project once it is there, and are refused where a service is off.
    { for api, use in {
      "cloudbilling.googleapis.com" = "Terraform reads and sets the billing account of the project it made"
    } : api => use if var.existing_project_number == null },
    # The Directory API is switched on in the project that owns the service account that calls it.
    { for api, use in {
      "admin.googleapis.com" = "our own service account calls the Directory API"
    } : api => use if var.keyless },
    { for api, use in {
      "billingbudgets.googleapis.com" = "the budget alert"
    } : api => use if var.budget != null },
  )
}

resource "google_project_service" "api" {
  for_each = local.apis

  project = local.project_id
  service = each.key
  # A service that something else in an adopted project uses is not taken away with this one.
  disable_on_destroy = false
}

# Google's own accounts in the project. They are made on first use; a grant needs them before.
resource "google_project_service_identity" "agent" {
  for_each = merge(
    { iap = "iap.googleapis.com" },
    { for name, api in {
      artifact-registry = "artifactregistry.googleapis.com"
      firestore         = "firestore.googleapis.com"
      pubsub            = "pubsub.googleapis.com"
      run               = "run.googleapis.com"
      secret-manager    = "secretmanager.googleapis.com"
    } : name => api if var.customer_managed_keys },
  )
  provider = google-beta

  project = local.project_id
  service = google_project_service.api[each.value].service
}
