terraform {
  # 1.11 is the first version with override_during, which the tests use.
  required_version = ">= 1.11.0, < 2.0.0"

  # The first apply makes the bucket, and `terraform init` names it: docs/deploy.md.
  backend "gcs" {
    prefix = "google-apps-passwords"
  }

  # Exact versions, so that every plan uses the arguments that the tests ran with.
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "7.45.0"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "7.45.0"
    }
    time = {
      source  = "hashicorp/time"
      version = "0.13.1"
    }
  }
}

provider "google" {
  project        = var.project_id
  region         = var.region
  default_labels = local.labels
}

# Only for google_project_service_identity, which the google provider does not have.
provider "google-beta" {
  project        = var.project_id
  region         = var.region
  default_labels = local.labels
}

locals {
  labels = { application = "google-apps-passwords" }
}
