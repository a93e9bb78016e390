terraform {
  # 1.11 is the first with override_during, which the tests use.
  required_version = ">= 1.11.0, < 2.0.0"

  # The bucket is made by the first apply and named at `terraform init`: docs/deploy.md.
  backend "gcs" {
    prefix = "google-apps-passwords"
  }

  # Exact, so that everybody plans with the arguments that the tests were run against.
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

# Only for google_project_service_identity, which the other provider does not have.
provider "google-beta" {
  project        = var.project_id
  region         = var.region
  default_labels = local.labels
}

locals {
  labels = { application = "google-apps-passwords" }
}
