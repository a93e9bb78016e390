# From an empty organisation: the project is made too.

variables {
  project_id                = "acme-passwords"
  parent                    = "organizations/987654321098"
  billing_account           = "01AB23-CD45EF-67AB89"
  region                    = "us-central1"
  system_management_members = ["ada@example.com"]
  alert_emails              = ["on-call@example.com"]
  image                     = "us-central1-docker.pkg.dev/acme-passwords/functions/functions@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

override_resource {
  target          = google_project.this["created"]
  override_during = plan
  values = {
    project_id = "acme-passwords"
    number     = "123456789012"
  }
}

run "in_an_organisation" {
  command = plan

  assert {
    condition     = google_project.this["created"].org_id == "987654321098" && google_project.this["created"].folder_id == null && google_project.this["created"].billing_account == "01AB23-CD45EF-67AB89"
    error_message = "The project is not made in the organisation, with its billing account."
  }
  assert {
    condition     = contains(keys(google_project_service.api), "cloudbilling.googleapis.com")
    error_message = "Terraform could not look after the billing account of the project that it made."
  }
  assert {
    condition     = output.page_url == "https://configuration-123456789012.us-central1.run.app"
    error_message = "The page's address does not follow the new project's number."
  }
}

run "in_a_folder" {
  command = plan
  variables {
    parent = "folders/555"
  }

  assert {
    condition     = google_project.this["created"].folder_id == "555" && google_project.this["created"].org_id == null
    error_message = "The project is not made in the folder."
  }
}

run "database_in_several_regions" {
  command = plan
  variables {
    firestore_location = "nam5"
    firestore_database = "passwords"
  }

  assert {
    condition     = google_firestore_database.state.location_id == "nam5" && google_firestore_database.state.name == "passwords"
    error_message = "The database is not the one that was asked for."
  }
}
