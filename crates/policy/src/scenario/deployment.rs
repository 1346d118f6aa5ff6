//! Reads where the text would go.

use super::part::{Part, Unknown, among};
use crate::errand::Place;
use crate::facts::Deployment;
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

const TERRITORIES: &str = "us_territory territory us_territories puerto_rico pr us_pr guam gu us_gu virgin_islands \
    us_virgin_islands usvi vi american_samoa northern_mariana_islands mp";

/// Deployment, provider and place.
pub(super) fn read(mut part: Part, unknown: &mut Unknown) -> (Deployment, String, Place) {
    let deployment = Deployment {
        host: part
            .word("host", unknown, |word| among(&HOSTS, word))
            .unwrap_or(Host::Vendor),
        kind: part
            .word("kind", unknown, DeploymentKind::named)
            .unwrap_or(DeploymentKind::PublicApi),
    };
    let region = part.word("region", unknown, |word| Some(region(word)));
    let place = Place {
        approved_paths: part.texts("approved_paths"),
        endpoint_path: part.text("endpoint_path"),
        enterprise_agreement: part.truth("enterprise_agreement").unwrap_or(false),
        region: region.unwrap_or(Region::Other),
    };
    let provider = part.text("provider").unwrap_or_default();
    part.ignore(&["model", "endpoint", "host_name", "plan"]);
    part.finish(unknown);
    (deployment, provider, place)
}

/// The region that a word means; one that names no place in the country is another country.
fn region(word: &str) -> Region {
    let among = |words: &str| words.split_whitespace().any(|known| known == word);
    if among(TERRITORIES) {
        Region::UsTerritory
    } else if among("us usa united_states u.s. domestic") || word.starts_with("us_") {
        Region::Us
    } else if among("ca can") || word.starts_with("canada") || word.starts_with("ca_central") {
        Region::Canada
    } else {
        Region::Other
    }
}
