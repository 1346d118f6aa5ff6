//! `anteroom completions`: the completion script of a shell, on stdout.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom completions bash > /etc/bash_completion.d/anteroom")]
pub(crate) struct Completions {
    /// The shell to complete in.
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(
            self.shell,
            &mut super::Cli::command(),
            "anteroom",
            &mut script,
        );
        terminal::bytes(&script)?;
        Ok(Exit::Done)
    }
}
