//! Reads where the text would go.

use super::part::{Part, Unknown};
use crate::errand::Place;
use crate::facts::Deployment;
use crate::words::among;
use crate::words::evidence::Region;
use crate::words::{DeploymentKind, Host};

const HOSTS: [(Host, &str); 4] = [
    (
        Host::CloudAccount,
        "cloud_account cloud practice_cloud_account own_cloud_account",
    ),
    (
        Host::PracticeOwned,
        "practice_owned practice on_premises on_prem own_hardware practice_hardware",
    ),
    (
        Host::Rented,
        "rented rented_gpu rented_gpus rented_hardware rented_server colocation colo managed managed_server \
         managed_service managed_service_provider msp hosting_provider gpu_cloud gpu_rental bare_metal_rental \
         third_party hosted",
    ),
    (Host::Vendor, "vendor provider"),
];

/// Deployment, provider and place.
pub(super) fn read(part: &mut Part, unknown: &mut Unknown) -> (Deployment, String, Place) {
    let deployment = Deployment {
        host: part
            .word("host", unknown, |word| among(&HOSTS, word))
            .unwrap_or(Host::Vendor),
        kind: part
            .word("kind", unknown, DeploymentKind::named)
            .unwrap_or(DeploymentKind::PublicApi),
    };
    let region = part.word("region", unknown, |word| Some(Region::called(word)));
    let place = Place {
        approved_paths: part.texts("approved_paths"),
        endpoint_path: part.text("endpoint_path"),
        enterprise_agreement: part.truth("enterprise_agreement").unwrap_or(false),
        region: region.unwrap_or(Region::Other),
    };
    let provider = part.text("provider").unwrap_or_default();
    part.ignore(&["model", "endpoint", "host_name", "plan"]);
    (deployment, provider, place)
}
