//! `[laws]`: from whom news of the law is taken in.

use anteroom_audit::VerifyingKey;
use serde::{Deserialize, Deserializer, de};

/// From whom news of the law is taken in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Laws {
    /// The public key that news must be signed with, as `NAME+ID+BASE64`. None: no news is taken in.
    #[serde(deserialize_with = "key")]
    pub(crate) key: Option<VerifyingKey>,
}

fn key<'de, D: Deserializer<'de>>(from: D) -> Result<Option<VerifyingKey>, D::Error> {
    let text = String::deserialize(from)?;
    let key = text.parse();
    key.map(Some)
        .map_err(|_| de::Error::custom("laws.key is not a public key of the form NAME+ID+BASE64"))
}
