# What builds do beyond the deployment of a push. All of it is off by default.

variable "pull_request_checks" {
  description = "Checks every pull request to the branch of push_trigger with all tests, and deploys nothing. Each check takes about 20 minutes of a build: 2,500 minutes a month are free, each further one costs 0.006 dollars."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.pull_request_checks || var.push_trigger != null
    error_message = "pull_request_checks needs push_trigger, which names the repository and the branch."
  }
}

variable "promotion" {
  description = "For production: a trigger that deploys an image which has passed in another environment, after somebody has approved it. from_project and from_region are those of that environment; repository is the connected repository, as in push_trigger. Costs nothing beside the copy of the image, 0.10 dollars a gigabyte and month."
  type = object({
    from_project = string
    from_region  = optional(string)
    repository   = string
    branch       = optional(string, "main")
    host         = optional(string, "GITHUB")
  })
  default = null

  validation {
    condition     = var.promotion == null || try(can(regex("^projects/[^/]+/locations/[^/]+/connections/[^/]+/repositories/[^/]+$", var.promotion.repository)), false)
    error_message = "promotion.repository is projects/…/locations/…/connections/…/repositories/…: gcloud builds repositories list --connection=CONNECTION --region=REGION"
  }
  validation {
    condition     = var.promotion == null || try(var.promotion.from_project != var.project_id, false)
    error_message = "promotion.from_project is the project of the other environment, not this one."
  }
  validation {
    condition     = var.promotion == null || var.push_trigger == null
    error_message = "With promotion, only images that have passed elsewhere are deployed: remove push_trigger."
  }
}

variable "promotes_to" {
  description = "For staging: the projects whose builds may read this environment's images, to promote them. Each must have had its first apply. Costs nothing."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "image_scanning" {
  description = "off; or report, which has Google look for known vulnerabilities in each pushed image and lists them in the build; or CRITICAL or HIGH, which also stops the build when it finds one of that severity or worse. Each image costs 0.26 dollars. After a return to off, also disable the API: docs/deploy.md."
  type        = string
  default     = "off"
  nullable    = false

  validation {
    condition     = contains(["off", "report", "CRITICAL", "HIGH"], var.image_scanning)
    error_message = "image_scanning is off, report, CRITICAL or HIGH."
  }
}
