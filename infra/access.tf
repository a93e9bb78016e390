# Who may do what, and why: every grant of this project, and nothing else. docs/access.md is made from
# it (npm run access-table). access-bindings.tf carries it out.
#
# who: a name in local.members. on: a kind, and after the colon which one.

locals {
  grants = merge(local.function_grants, local.caller_grants, local.build_grants, local.every_function_grants, local.optional_grants)

  function_grants = {
    configuration-state = {
      who = "configuration", on = "database", role = "roles/datastore.user"
      why = "Writes the configuration, and the runs that administrators ask for; reads accounts and runs for the overview."
    }
    configuration-key-versions = {
      who = "configuration", on = "secret:service-account-key", role = "roles/secretmanager.secretVersionManager"
      why = "Adds the uploaded key as a version; disables the one that it replaced, and destroys all when the connection is taken away."
    }
    configuration-key-read = {
      who = "configuration", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Verifies the connection again, hours after the upload: delegation can take a day to spread."
    }
    passwords-state = {
      who = "passwords", on = "database", role = "roles/datastore.user"
      why = "Claims an account, records a password before it is sent, and what became of it."
    }
    passwords-cipher = {
      who = "passwords", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      why = "Encrypts a new password; decrypts one to tell it to the MDM or to send it again."
    }
    passwords-key-read = {
      who = "passwords", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Signs in to the Directory API."
    }
    rotation-state = {
      who = "rotation", on = "database", role = "roles/datastore.user"
      why = "Finds who is due, records runs and how far they are; gives accounts of an earlier release what runs find them by."
    }
    rotation-key-read = {
      who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Verifies the connection: a broken one with each tick, a good one once a day."
    }
    rotation-key-versions = {
      who = "rotation", on = "secret:service-account-key", role = "roles/secretmanager.secretVersionManager"
      why = "Puts replaced keys away: disables them once the new one verifies, destroys them 30 days later, whether anybody opens the page or not."
    }
    rotation-enqueue = {
      who = "rotation", on = "queue:rotation", role = "roles/cloudtasks.enqueuer"
      why = "Enqueues the task that carries a run on; itself it changes no password."
    }
    rotation-task-identity = {
      who = "rotation", on = "account:rotation-tasks", role = "roles/iam.serviceAccountUser"
      why = "Names the account whose token Cloud Tasks sends with a task."
    }
    rotation-events = {
      who = "rotation", on = "topic:password-events", role = "roles/pubsub.publisher"
      why = "Publishes what the functions have written into the outbox with their changes."
    }
    rotation-worker-state = {
      who = "rotation-worker", on = "database", role = "roles/datastore.user"
      why = "Claims an account, records a password before it is sent, and what became of it; records how far a run is, and what Google's refusals say of the connection."
    }
    rotation-worker-cipher = {
      who = "rotation-worker", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
      why = "Encrypts a new password; decrypts one whose outcome is unknown, to send it again."
    }
    rotation-worker-key-read = {
      who = "rotation-worker", on = "secret:service-account-key", role = "roles/secretmanager.secretAccessor"
      why = "Signs in to the Directory API; verifies the connection when Google refuses one call after the other."
    }
    rotation-worker-enqueue = {
      who = "rotation-worker", on = "queue:rotation", role = "roles/cloudtasks.enqueuer"
      why = "Enqueues the task that goes on with a run when its own time is up."
    }
    rotation-worker-task-identity = {
      who = "rotation-worker", on = "account:rotation-tasks", role = "roles/iam.serviceAccountUser"
      why = "Names the account whose token Cloud Tasks sends with that task."
    }
    rotation-worker-events = {
      who = "rotation-worker", on = "topic:password-events", role = "roles/pubsub.publisher"
      why = "Tells within seconds that a password was rotated or an account parked."
    }
  }

  caller_grants = {
    management-opens-the-page = {
      who = "management", on = "page:configuration", role = "roles/iap.httpsResourceAccessor"
      why = "May sign in; the function then allows changes (System Management)."
    }
    read-only-opens-the-page = {
      who = "read-only", on = "page:configuration", role = "roles/iap.httpsResourceAccessor"
      why = "May sign in; the function then allows looking only (System Read Only)."
    }
    mdm-calls-passwords = {
      who = "mdm", on = "function:passwords", role = "roles/run.invoker"
      why = "Issues and reads passwords for the devices it configures."
    }
    scheduler-calls-rotation = {
      who = "rotation-scheduler", on = "function:rotation", role = "roles/run.invoker"
      why = "Comes by every 15 minutes, to start runs and go on with them."
    }
    configuration-calls-rotation = {
      who = "configuration", on = "function:rotation", role = "roles/run.invoker"
      why = "Lets it know of a run that an administrator asked for."
    }
    tasks-calls-rotation-worker = {
      who = "rotation-tasks", on = "function:rotation-worker", role = "roles/run.invoker"
      why = "Carries a run on."
    }
  }

  build_grants = {
    build-logs = {
      who = "image-build", on = "project", role = "roles/logging.logWriter"
      why = "Writes the build's log; writing is all it allows."
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
      why = "Puts a new revision into service. It can set nobody's access: changes of access are applied by a person."
    }
    build-smoke-test = {
      who = "image-build", on = "account:rotation-scheduler", role = "roles/iam.serviceAccountOpenIdTokenCreator"
      why = "The smoke test calls rotation as the scheduler does; no function gets a caller more for it."
    }
  }

  # What each function needs, one that is added included.
  every_function_grants = merge(
    { for name in keys(local.functions) : "build-acts-as-${name}" => {
      who = "image-build", on = "account:${name}", role = "roles/iam.serviceAccountUser"
      why = "Deploys the function that runs as this account."
    } },
    { for name, function in local.functions : "iap-calls-${name}" => {
      who = "iap", on = "function:${name}", role = "roles/run.invoker"
      why = "Identity-Aware Proxy hands on the calls of people it has signed in; nobody gets past it."
    } if function.iap },
  )

  optional_grants = merge(
    { for who, why in {
      image-build = "Fetches what was pushed, with a token that reads the repository and nothing else."
      } : "build-reads-repository" => {
      who = who, on = "connection", role = "roles/cloudbuild.readTokenAccessor", why = why
    } if var.push_trigger != null },
    { for who, why in {
      configuration   = "Signs for the delegated account, to verify the connection."
      passwords       = "Signs for the delegated account, to set a password."
      rotation        = "Signs for the delegated account, to verify the connection."
      rotation-worker = "Signs for the delegated account, to list users and set passwords."
      } : "${who}-signs-keyless" => {
      who = who, on = "account:directory-access", role = "roles/iam.serviceAccountTokenCreator", why = why
    } if var.keyless },
    { for who, why in {
      firestore-agent         = "Encrypts the database with your key."
      secret-manager-agent    = "Encrypts the service account key with your key."
      pubsub-agent            = "Encrypts messages with your key."
      artifact-registry-agent = "Encrypts the images with your key."
      run-agent               = "Encrypts the functions' images with your key."
      } : "${who}-data-key" => {
      who = who, on = "kms:data", role = "roles/cloudkms.cryptoKeyEncrypterDecrypter", why = why
    } if var.customer_managed_keys },
  )
}
