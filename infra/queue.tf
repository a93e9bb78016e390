# One task an account, paced by the queue's own limits.

resource "google_cloud_tasks_queue" "rotation" {
  project  = local.project_id
  name     = "rotation"
  location = var.region

  desired_state = var.paused ? "PAUSED" : "RUNNING"

  rate_limits {
    max_dispatches_per_second = var.queue.dispatches_per_second
    max_concurrent_dispatches = var.queue.concurrent_dispatches
  }

  # Cloud Tasks drops a task once it had its attempts and was tried for so long: both. With these pauses
  # ten attempts take 40 minutes, so the attempts decide. A dropped task loses nobody: the run's next
  # pass enqueues the account again (docs/decisions/0013).
  retry_config {
    max_attempts       = 10
    max_retry_duration = "1800s"
    min_backoff        = "10s"
    max_backoff        = "600s"
    max_doublings      = 6
  }

  stackdriver_logging_config {
    sampling_ratio = 0.1
  }

  depends_on = [google_project_service.api]
}
