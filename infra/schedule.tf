# Every 15 minutes: starts a run for due users, resumes stalled runs, publishes events, retires old keys. The
# function itself applies the window and the pause that administrators set, so it is always called.

locals {
  tick_job = "rotation"
}

resource "google_cloud_scheduler_job" "rotation" {
  project     = local.project_id
  region      = var.region
  name        = local.tick_job
  description = "Starts and resumes runs"
  schedule    = "*/15 * * * *"
  time_zone   = "Etc/UTC"
  # There is no function to call before the first image.
  paused = var.paused || var.image == "none"
  # Longer than Cloud Run's 300 s, so that the function, not the caller, decides the outcome.
  attempt_deadline = "320s"

  retry_config {
    retry_count          = 1
    min_backoff_duration = "30s"
  }

  http_target {
    http_method = "POST"
    uri         = "${local.urls["rotation"]}/v1/rotations"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode({ scope = "due" }))

    oidc_token {
      service_account_email = google_service_account.identity["rotation-scheduler"].email
      audience              = local.urls["rotation"]
    }
  }

  depends_on = [google_project_service.api, time_sleep.identities_known]
}
