# The project: created, or adopted by its number.

resource "google_project" "this" {
  for_each = var.existing_project_number == null ? { created = var.parent } : {}

  project_id      = var.project_id
  name            = var.project_id
  org_id          = try(regex("^organizations/(.+)$", each.value)[0], null)
  folder_id       = try(regex("^folders/(.+)$", each.value)[0], null)
  billing_account = var.billing_account
  # auto_create_network keeps its default: switching it off would enable the Compute Engine API, and
  # without that API no network is made.
}

locals {
  project_id     = var.existing_project_number == null ? google_project.this["created"].project_id : var.project_id
  project_number = var.existing_project_number == null ? google_project.this["created"].number : var.existing_project_number
}
