//! The channel to the page around the frame (the host).

use crate::embed::appearance;
use crate::embed::host_options::Options;
use crate::embed::protocol::{FrameMessage, HIGHEST, Host, HostMessage};
use crate::platform::frame;
use crate::quiz::State;
use leptos::prelude::*;

/// Sends messages to the host and applies what it sends.
#[derive(Debug, Clone, Copy)]
pub struct HostChannel {
    host: StoredValue<Host>,
    /// The last messages, for a host that starts to listen later.
    height: StoredValue<Option<u32>>,
    step: StoredValue<Option<FrameMessage>>,
    problem: StoredValue<Option<FrameMessage>>,
    shares_answers: bool,
}

impl HostChannel {
    /// Listens from now on.
    #[must_use]
    pub fn open(options: &Options) -> Self {
        let channel = Self {
            host: StoredValue::new(Host::new(options.id.clone())),
            height: StoredValue::new(None),
            step: StoredValue::new(None),
            problem: StoredValue::new(None),
            shares_answers: options.shares_answers,
        };
        frame::listen(move |parent, origin, field| {
            let received = channel
                .host
                .try_update_value(|host| host.receive(parent, origin, field))
                .flatten();
            match received {
                Some(HostMessage::Init) => channel.send_all(),
                Some(HostMessage::Config { theme, accent }) => {
                    theme.into_iter().for_each(appearance::theme);
                    accent.into_iter().for_each(appearance::accent);
                }
                None => {}
            }
        });
        frame::on_sign_up(move |domain| channel.send(FrameMessage::Select(domain)));
        channel
    }

    /// Sends that the picker works, and from now on its height.
    pub fn start(self) {
        self.post(&FrameMessage::Ready);
        frame::watch_height(move |height| {
            if self.height.try_get_value() != Some(Some(height)) {
                self.send(FrameMessage::Resize(height));
            }
        });
    }

    /// Sends a message, if the host listens, and keeps it if it describes a
    /// state.
    pub fn send(self, message: FrameMessage) {
        if self.is_known() {
            self.post(&message);
        }
        match message {
            FrameMessage::Resize(height) => self.height.set_value(Some(height)),
            FrameMessage::Step { .. } | FrameMessage::Results { .. } => {
                self.step.set_value(Some(message));
            }
            FrameMessage::Error(_) => self.problem.set_value(Some(message)),
            FrameMessage::Ready | FrameMessage::Select(_) => {}
        }
        self.mark_fits();
    }

    /// The answers as a query, if the host asked for them.
    #[must_use]
    pub fn shared_answers(self, state: &State) -> Option<String> {
        self.shares_answers.then(|| state.answers.to_query())
    }

    fn is_known(self) -> bool {
        self.host.try_with_value(Host::is_known).unwrap_or_default()
    }

    fn send_all(self) {
        self.post(&FrameMessage::Ready);
        self.mark_fits();
        if let Some(height) = self.height.get_value() {
            self.post(&FrameMessage::Resize(height));
        }
        let states = [self.step.get_value(), self.problem.get_value()];
        states
            .iter()
            .flatten()
            .for_each(|message| self.post(message));
    }

    fn post(self, message: &FrameMessage) {
        self.host.with_value(|host| {
            frame::post(&message.fields(host.id.as_deref()), host.target());
        });
    }

    /// Once the host follows the height of the frame, a scroll bar would only
    /// flicker; above the greatest height the frame has to scroll.
    fn mark_fits(self) {
        let fits = self
            .height
            .get_value()
            .is_none_or(|height| height <= HIGHEST);
        frame::mark("data-fits", (self.is_known() && fits).then_some(""));
    }
}
