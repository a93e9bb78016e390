# The repository of images, and the build that every push starts.

resource "google_artifact_registry_repository" "functions" {
  project       = local.project_id
  location      = var.region
  repository_id = "functions"
  format        = "DOCKER"
  description   = "The functions' image"
  kms_key_name  = one([for key in google_kms_crypto_key.data : key.id])

  # Tags may be moved, because the deployed image is named by digest. In a repository of immutable tags no tagged
  # image can be deleted, not even by a clean-up
  # (cloud.google.com/artifact-registry/docs/repositories/update-repo-settings).
  docker_config {
    immutable_tags = false
  }

  # Ten images are kept for a roll-back; others are deleted after a month.
  cleanup_policies {
    id     = "keep-ten"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }
  cleanup_policies {
    id     = "delete-after-a-month"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.grant]
}

resource "google_cloudbuild_trigger" "push" {
  for_each = var.push_trigger == null ? {} : { push = var.push_trigger }

  project = local.project_id
  # The location of the repository's connection, which can differ from the region of the functions.
  location        = regex("/locations/([^/]+)/", each.value.repository)[0]
  name            = "deploy"
  description     = "Builds, tests and deploys every push"
  filename        = "cloudbuild.yaml"
  service_account = google_service_account.identity["image-build"].id

  repository_event_config {
    repository = each.value.repository
    push {
      branch = each.value.branch
    }
  }

  substitutions = local.build_substitutions

  depends_on = [google_project_service.api, time_sleep.identities_known]
}

locals {
  image_repository = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.functions.repository_id}"

  build_substitutions = {
    _REGION         = var.region
    _PROJECT_NUMBER = local.project_number
    _STATE_BUCKET   = google_storage_bucket.terraform_state.name
    _ENVIRONMENT    = var.environment
    _SCAN           = var.image_scanning
  }
}
