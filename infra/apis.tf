# The Google services in use, each with its purpose.

locals {
  apis = merge(
    {
      "artifactregistry.googleapis.com"     = "stores the functions' images"
      "cloudbuild.googleapis.com"           = "builds, tests and deploys"
      "cloudkms.googleapis.com"             = "encrypts passwords"
      "cloudresourcemanager.googleapis.com" = "Terraform sets who may do what in the project"
      "cloudscheduler.googleapis.com"       = "calls rotation every 15 minutes"
      "cloudtasks.googleapis.com"           = "delivers and retries the tasks of runs"
      "firestore.googleapis.com"            = "stores accounts, runs and the configuration"
      "iam.googleapis.com"                  = "service accounts"
      "iamcredentials.googleapis.com"       = "identity tokens for the smoke test; signs for our own service account"
      "iap.googleapis.com"                  = "signs administrators in to the page"
      "logging.googleapis.com"              = "log lines and the audit trail"
      "monitoring.googleapis.com"           = "alerts and the dashboard"
      "pubsub.googleapis.com"               = "publishes events to other systems"
      "run.googleapis.com"                  = "runs the functions"
      "secretmanager.googleapis.com"        = "stores the uploaded service account key"
      "serviceusage.googleapis.com"         = "Terraform enables the others"
      "storage.googleapis.com"              = "Terraform's state and the source of a build"
    },
    # Once the project exists, Terraform's calls count for it, and are refused if a service is off there.
    { for api, use in {
      "cloudbilling.googleapis.com" = "Terraform reads and sets the billing account of the project it made"
    } : api => use if var.existing_project_number == null },
    # The Directory API must be enabled in the project that owns the calling service account.
    { for api, use in {
      "admin.googleapis.com" = "our own service account calls the Directory API"
    } : api => use if var.keyless },
    { for api, use in {
      "billingbudgets.googleapis.com" = "the budget alert"
    } : api => use if var.budget != null },
    { for api, use in {
      "containeranalysis.googleapis.com" = "holds what the scan of an image has found"
      "containerscanning.googleapis.com" = "looks for known vulnerabilities in each pushed image"
    } : api => use if var.image_scanning != "off" },
  )
}

resource "google_project_service" "api" {
  for_each = local.apis

  project = local.project_id
  service = each.key
  # Something else in an adopted project may use the service, so destroying the deployment leaves it enabled.
  disable_on_destroy = false
}

# Google's own accounts in the project. Google makes them on first use; a grant needs them earlier.
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
