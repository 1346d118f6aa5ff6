//! The identity provider as a process of its own, for the browser suite.
//!
//! `identity-provider --subject ID --email ADDRESS` prints the issuer and serves until it is killed. Whoever comes is let
//! through at once as that person.

use std::io::Write as _;

use anteroom_gateway::Clock;
use anteroom_testkit::IdentityProvider;
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The provider's own name for the person.
    #[arg(long)]
    subject: String,
    /// Their address.
    #[arg(long)]
    email: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments {
        port,
        subject,
        email,
    } = Arguments::parse();
    let provider = IdentityProvider::start(port, Clock::system()).await?;
    provider.vouch_for(&subject, &email);
    writeln!(std::io::stdout(), "{}", provider.issuer())?;
    provider.run().await;
    Ok(())
}
