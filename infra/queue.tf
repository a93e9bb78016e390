# One task carries a run on for some minutes, then enqueues the next. The worker keeps the pace of calls
# to Google, not the queue (docs/decisions/0013).

resource "google_cloud_tasks_queue" "rotation" {
  project  = local.project_id
  name     = "rotation"
  location = var.region

  desired_state = var.paused ? "PAUSED" : "RUNNING"

  rate_limits {
    max_dispatches_per_second = 5
    max_concurrent_dispatches = 4
  }

  # A task that finds another one at work is answered 503 and comes again; that may last for hours, as a
  # run does. Cloud Tasks drops a task once it had its attempts and was tried for so long: both. A dropped
  # task loses nobody: the schedule goes on with the run.
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
