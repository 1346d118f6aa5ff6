//! Words for what the practice has on file about a way out.

use serde::{Deserialize, Serialize};

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
