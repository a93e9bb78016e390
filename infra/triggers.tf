# The triggers beside the one for pushes (build.tf): checks of pull requests, and promotion from another environment.

# The steps are in the trigger, not in the branch: a pull request that changes cloudbuild.yaml could name another
# account there. They are the steps of cloudbuild.yaml before the image, as of the last apply.
resource "google_cloudbuild_trigger" "pull_request" {
  for_each = var.pull_request_checks ? { check = var.push_trigger } : {}

  project         = local.project_id
  location        = regex("/locations/([^/]+)/", each.value.repository)[0]
  name            = "check-pull-request"
  description     = "Checks and tests a pull request; deploys nothing"
  service_account = "projects/${local.project_id}/serviceAccounts/${google_service_account.identity["pull-request-check"].email}"

  repository_event_config {
    repository = each.value.repository
    pull_request {
      branch = each.value.branch
      # Code of somebody who may not push runs only after a comment of somebody who may.
      comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    }
  }

  build {
    timeout   = "3600s"
    queue_ttl = "3600s"

    options {
      logging = "CLOUD_LOGGING_ONLY"
      volumes {
        name = "between-steps"
        path = "/between"
      }
    }

    dynamic "step" {
      for_each = [for all in [yamldecode(file("${path.module}/../cloudbuild.yaml")).steps] :
      slice(all, 0, index([for step in all : step.id], "write down what the image is made of"))][0]
      content {
        id         = step.value.id
        name       = step.value.name
        timeout    = step.value.timeout
        entrypoint = try(step.value.entrypoint, null)
        args       = try(step.value.args, null)
        script     = try(step.value.script, null)
        wait_for   = try(step.value.waitFor, null)
      }
    }
  }

  depends_on = [google_project_service.api, time_sleep.identities_known]
}

resource "google_cloudbuild_trigger" "promote" {
  for_each = var.promotion == null ? {} : { promote = var.promotion }

  project         = local.project_id
  location        = regex("/locations/([^/]+)/", each.value.repository)[0]
  name            = "promote"
  description     = "Deploys an image that has passed in ${each.value.from_project}, once approved"
  service_account = google_service_account.identity["image-build"].id

  approval_config {
    approval_required = true
  }

  source_to_build {
    repository = each.value.repository
    ref        = "refs/heads/${each.value.branch}"
    repo_type  = each.value.host
  }
  git_file_source {
    path       = "cloudbuild.promote.yaml"
    repository = each.value.repository
    revision   = "refs/heads/${each.value.branch}"
    repo_type  = each.value.host
  }

  substitutions = merge(local.build_substitutions, {
    _FROM_PROJECT = each.value.from_project
    _FROM_REGION  = coalesce(each.value.from_region, var.region)
  })

  depends_on = [google_project_service.api, time_sleep.identities_known]
}
