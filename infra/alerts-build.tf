# A build that a push starts fails unseen. Who starts a build by hand sees its end.

resource "google_monitoring_alert_policy" "build_failed" {
  for_each = google_cloudbuild_trigger.push

  project               = local.project_id
  display_name          = "A build failed"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels

  conditions {
    display_name = "A build that a push started ended with an error"

    # Cloud Build's own last lines begin with ERROR; lines of a step begin with its number and id.
    condition_matched_log {
      filter           = "resource.type=\"build\" AND resource.labels.build_trigger_id=\"${each.value.trigger_id}\" AND logName=\"projects/${var.project_id}/logs/cloudbuild\" AND textPayload=~\"^ERROR: \""
      label_extractors = { build = "EXTRACT(resource.labels.build_id)" }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The build $${log.extracted_label.build} failed, timed out or was cancelled. Its log says which revisions get the calls; mostly the former ones. See docs/operate.md, \"A build failed\"."
  }

  alert_strategy {
    auto_close = "86400s"

    notification_rate_limit {
      period = "300s"
    }
  }

  depends_on = [google_project_service.api]
}
