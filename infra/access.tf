# Who may do what, and why: every grant of this project. docs/access.md is made from this file
# (npm run access-table). access-bindings.tf makes the resources.
#
# who: a name in local.members. on: a kind and, after the colon, a name.

locals {
  grants = merge(local.function_grants, local.caller_grants, local.build_grants, local.every_function_grants, local.optional_grants)

  function_grants = merge(local.grants_of_functions, { for name, grant in local.self_service_grants : name => grant if length(var.self_service_members) > 0 })

  grants_of_functions = {
    configuration-state = {
      who = "configuration", on = "database", role = "roles/datastore.user"
      why = "Writes the configuration and the runs that administrators ask for; reads accounts and runs for the overview."
    }
    configuration-key-versions = {
      who = "configuration", on = "secret:service-account-key", role = "roles/secretmanager.secretVersionManager"
      why = "Adds the uploaded key as a version; disables the replaced version, and destroys all versions when Google is disconnected."
    }
    configuration-key-read = {
      who = "configuration", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Verifies the connection again, hours after the upload: Google can take a day to apply the delegation."
    }
    configuration-ldap-versions = {
      who = "configuration", on = "secret:secure-ldap", role = "roles/secretmanager.secretVersionManager"
      why = "Adds the uploaded certificate and key of the LDAP client as a version; disables the replaced version, and destroys all versions when Secure LDAP or Google is disconnected."
    }
    configuration-ldap-read = {
      who = "configuration", on = "secret:secure-ldap", role = "roles/secretmanager.secretAccessor"
      why = "Connects to Secure LDAP when an administrator saves the certificate or checks again."
    }
    passwords-state = {
      who = "passwords", on = "database", role = "roles/datastore.user"
      why = "Claims an account; records a password before it is sent, and the outcome."
    }
    passwords-cipher = {
      who = "passwords", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      why = "Encrypts a new password; decrypts one to return it to the MDM or to send it again."
    }
    passwords-key-read = {
      who = "passwords", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Signs in to the Directory API."
    }
    passwords-ldap-read = {
      who = "passwords", on = "secret:secure-ldap", role = "roles/secretmanager.secretAccessor"
      why = "Binds at Secure LDAP to prove a password for a caller who waits."
    }
    rotation-state = {
      who = "rotation", on = "database", role = "roles/datastore.user"
      why = "Finds due users; records runs and their progress; adds the fields that runs search by to accounts of an earlier release."
    }
    rotation-key-read = {
      who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Verifies the connection: a broken one at each tick, a working one once a day."
    }
    rotation-key-versions = {
      who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretVersionManager"
      why = "Retires replaced keys without an administrator: disables them once the new one verifies, and destroys them 30 days later."
    }
    rotation-ldap-read = {
      who = "rotation", on = "secret:secure-ldap", role = "roles/secretmanager.secretAccessor"
      why = "Connects to Secure LDAP: at each tick while that fails, otherwise once a day."
    }
    rotation-ldap-versions = {
      who = "rotation", on = "secret:secure-ldap", role = "roles/secretmanager.secretVersionManager"
      why = "Retires replaced certificates without an administrator: disables them once the new one connects, and destroys them 30 days later."
    }
    rotation-enqueue = {
      who = "rotation", on = "queue:rotation", role = "roles/cloudtasks.enqueuer"
      why = "Enqueues the task that carries out a run; rotation itself changes no password."
    }
    rotation-task-identity = {
      who = "rotation", on = "account:rotation-tasks", role = "roles/iam.serviceAccountUser"
      why = "Names the account whose token Cloud Tasks sends with a task."
    }
    rotation-events = {
      who = "rotation", on = "topic:password-events", role = "roles/pubsub.publisher"
      why = "Publishes the events that the functions have written into the outbox with their changes."
    }
    rotation-worker-state = {
      who = "rotation-worker", on = "database", role = "roles/datastore.user"
      why = "Claims an account; records a password before it is sent, and the outcome; records the progress of a run, and the state of the connection that Google's refusals show."
    }
    rotation-worker-cipher = {
      who = "rotation-worker", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      why = "Encrypts a new password; decrypts one whose outcome is unknown, to send it again."
    }
    rotation-worker-key-read = {
      who = "rotation-worker", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Signs in to the Directory API; verifies the connection when Google refuses several calls in a row."
    }
    rotation-worker-ldap-read = {
      who = "rotation-worker", on = "secret:secure-ldap", role = "roles/secretmanager.secretAccessor"
      why = "Binds at Secure LDAP to prove the passwords of a run."
    }
    rotation-worker-enqueue = {
      who = "rotation-worker", on = "queue:rotation", role = "roles/cloudtasks.enqueuer"
      why = "Enqueues the task that continues a run when its own slice ends."
    }
    rotation-worker-task-identity = {
      who = "rotation-worker", on = "account:rotation-tasks", role = "roles/iam.serviceAccountUser"
      why = "Names the account whose token Cloud Tasks sends with that task."
    }
    rotation-worker-events = {
      who = "rotation-worker", on = "topic:password-events", role = "roles/pubsub.publisher"
      why = "Publishes within seconds that a password was rotated or an account parked."
    }
  }

  self_service_grants = {
    self-service-state = {
      who = "self-service", on = "database", role = "roles/datastore.user"
      why = "Claims the account of the person who calls; records a password before it is sent, and the outcome."
    }
    self-service-cipher = {
      who = "self-service", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      why = "Encrypts a new password; decrypts the one of the person who calls, to show it or to send it again."
    }
    self-service-key-read = {
      who = "self-service", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Signs in to the Directory API."
    }
    self-service-ldap-read = {
      who = "self-service", on = "secret:secure-ldap", role = "roles/secretmanager.secretAccessor"
      why = "Binds at Secure LDAP when a person checks their own password."
    }
  }

  caller_grants = {
    management-opens-the-page = {
      who = "management", on = "page:configuration", role = "roles/iap.httpsResourceAccessor"
      why = "May sign in; the function then allows changes (System Management)."
    }
    read-only-opens-the-page = {
      who = "read-only", on = "page:configuration", role = "roles/iap.httpsResourceAccessor"
      why = "May sign in; the function then allows viewing only (System Read Only)."
    }
    mdm-calls-passwords = {
      who = "mdm", on = "function:passwords", role = "roles/run.invoker"
      why = "Issues and reads passwords for the devices that it configures."
    }
    scheduler-calls-rotation = {
      who = "rotation-scheduler", on = "function:rotation", role = "roles/run.invoker"
      why = "Calls every 15 minutes, to start and continue runs."
    }
    configuration-calls-rotation = {
      who = "configuration", on = "function:rotation", role = "roles/run.invoker"
      why = "Starts a run that an administrator asked for."
    }
    tasks-calls-rotation-worker = {
      who = "rotation-tasks", on = "function:rotation-worker", role = "roles/run.invoker"
      why = "Carries out a run."
    }
  }

  build_grants = {
    build-logs = {
      who = "image-build", on = "project", role = "roles/logging.logWriter"
      why = "Writes the build's log; the role allows only writing."
    }
    build-source = {
      who = "image-build", on = "bucket:build-source", role = "roles/storage.objectViewer"
      why = "Fetches the source of a build started by hand."
    }
    build-image = {
      who = "image-build", on = "repository:functions", role = "roles/artifactregistry.writer"
      why = "Pushes the image."
    }
    build-state = {
      who = "image-build", on = "bucket:terraform-state", role = "roles/storage.objectUser"
      why = "Reads and writes Terraform's state, which holds no secret."
    }
    build-deploy = {
      who = "image-build", on = "project", role = "roles/run.developer"
      why = "Puts a new revision into service. The role cannot set access: a person applies changes of access."
    }
    build-smoke-test = {
      who = "image-build", on = "account:rotation-scheduler", role = "roles/iam.serviceAccountOpenIdTokenCreator"
      why = "The smoke test calls rotation as the scheduler does, so no function needs a further caller."
    }
  }

  # The grants that every function needs, including functions added later.
  every_function_grants = merge(
    { for name in keys(local.functions) : "build-acts-as-${name}" => {
      who = "image-build", on = "account:${name}", role = "roles/iam.serviceAccountUser"
      why = "Deploys the function that runs as this account."
    } },
    { for name, function in local.functions : "iap-calls-${name}" => {
      who = "iap", on = "function:${name}", role = "roles/run.invoker"
      why = "Identity-Aware Proxy forwards the calls of people whom it has signed in; all calls go through it."
    } if function.iap },
  )

  optional_grants = merge(
    { for who, why in {
      people = "May sign in; the function then shows each person their own password only."
      } : "people-open-self-service" => {
      who = who, on = "page:self-service", role = "roles/iap.httpsResourceAccessor", why = why
    } if length(var.self_service_members) > 0 },
    { for who, why in {
      image-build = "Fetches the pushed source, with a token that can only read the repository."
      } : "build-reads-repository" => {
      who = who, on = "connection", role = "roles/cloudbuild.readTokenAccessor", why = why
    } if local.connected_repository != "" },
    { for name, grant in {
      check-reads-repository = { on = "connection", role = "roles/cloudbuild.readTokenAccessor", why = "Fetches the source of a pull request, with a token that can only read the repository." }
      check-logs             = { on = "project", role = "roles/logging.logWriter", why = "Writes the log of a check; the role allows only writing." }
    } : name => merge(grant, { who = "pull-request-check" }) if var.pull_request_checks },
    { for role, why in {
      "roles/artifactregistry.reader" = "Copies an image that has passed here into its own environment."
      } : "promoters-read-images" => {
      who = "promoters", on = "repository:functions", role = role, why = why
    } if length(var.promotes_to) > 0 },
    { for name, grant in {
      build-sees-apis  = { role = "roles/serviceusage.serviceUsageViewer", why = "gcloud asks whether the API of scans is enabled before it reads one." }
      build-reads-scan = { role = "roles/containeranalysis.occurrences.viewer", why = "Reads what the scan of a pushed image has found." }
    } : name => merge(grant, { who = "image-build", on = "project" }) if var.image_scanning != "off" },
    { for who, why in {
      configuration   = "Signs as directory-access, to verify the connection."
      passwords       = "Signs as directory-access, to set a password."
      rotation        = "Signs as directory-access, to verify the connection."
      rotation-worker = "Signs as directory-access, to list users and set passwords."
      self-service    = "Signs as directory-access, to set the password of the person who calls."
      } : "${who}-signs-keyless" => {
      who = who, on = "account:directory-access", role = "roles/iam.serviceAccountTokenCreator", why = why
    } if var.keyless && contains(keys(local.functions), who) },
    { for who, why in {
      auditors = "Read the audit trail in its own log bucket, and no other log."
      } : "auditors-read-the-trail" => {
      who = who, on = "log-view:audit-trail", role = "roles/logging.viewAccessor", why = why
    } if length(local.auditors) > 0 },
    { for who, why in {
      firestore-agent         = "Encrypts the database with your key."
      secret-manager-agent    = "Encrypts the uploaded keys with your key."
      pubsub-agent            = "Encrypts messages with your key."
      artifact-registry-agent = "Encrypts the images with your key."
      run-agent               = "Encrypts the functions' images with your key."
      } : "${who}-data-key" => {
      who = who, on = "kms:data", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter", why = why
    } if var.customer_managed_keys },
  )
}
