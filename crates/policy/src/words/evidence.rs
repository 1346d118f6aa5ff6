//! Words for what the practice has on file about a way out.

use serde::{Deserialize, Serialize};

use super::plain;

words! {
    /// How far an agreement (BAA) has come (`baa.status` in the contract).
    pub enum BaaStatus {
        /// Signed, complete and running.
        Active = "active",
        /// Past its end.
        Expired = "expired",
        /// Running, and soon to end.
        Expiring = "expiring",
        /// Nobody asked for one.
        None = "none",
        /// A signed determination says that nobody outside receives patient text.
        NotRequired = "not_required",
        /// The document came and was not checked yet.
        Received = "received",
        /// Asked for.
        Requested = "requested",
        /// Ended early by one of the parties.
        Terminated = "terminated",
    }
}

words! {
    /// Where the places are in which text is processed and stored.
    pub enum Region {
        /// Canada.
        Canada = "canada",
        /// Any other country, or a service that may route anywhere.
        Other = "other",
        /// One of the fifty states or the District of Columbia.
        Us = "us",
        /// A territory of the United States.
        UsTerritory = "us_territory",
    }
}

words! {
    /// The state of the risk analysis (45 CFR 164.308(a)(1)(ii)(A)).
    pub enum RiskStatus {
        /// Done, and still true.
        Current = "current",
        /// Never done.
        Missing = "missing",
        /// Older than the last change.
        Stale = "stale",
    }
}

words! {
    /// The state of something that must be approved for this way out.
    pub enum Standing {
        /// Approved for it.
        Approved = "approved",
        /// Approved, for another one.
        ApprovedOtherEndpoint = "approved_other_endpoint",
        /// Not on file.
        Missing = "missing",
        /// Approved before the last change.
        Stale = "stale",
    }
}

const TERRITORIES: &str = "us_territory territory us_territories puerto_rico pr us_pr guam gu us_gu virgin_islands \
    us_virgin_islands usvi vi american_samoa northern_mariana_islands mp";

impl Region {
    /// The region that a word means; one that names no place in the country is another country.
    #[must_use]
    pub fn called(name: &str) -> Region {
        let word = plain(name);
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
}
