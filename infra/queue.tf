# One task works on runs for some minutes, then enqueues the next. The worker, not the queue, keeps the pace of
# calls to Google (docs/decisions/0009).

resource "google_cloud_tasks_queue" "rotation" {
  project  = local.project_id
  name     = "rotation"
  location = var.region

  desired_state = var.paused ? "PAUSED" : "RUNNING"

  rate_limits {
    max_dispatches_per_second = 5
    max_concurrent_dispatches = 4
  }

  # A task that waits while another one works is answered 503 and comes again, possibly for hours in a long run.
  # Cloud Tasks drops a task only after both its attempts and its retry duration are used up. No user is lost with
  # a dropped task: the schedule resumes the run.
  retry_config {
    max_attempts       = 100
    max_retry_duration = "86400s"
    min_backoff        = "10s"
    max_backoff        = "60s"
    max_doublings      = 3
  }

  stackdriver_logging_config {
    sampling_ratio = 0.1
  }

  depends_on = [google_project_service.api]
}
