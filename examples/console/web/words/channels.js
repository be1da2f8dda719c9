/** The names of the channels are the same in both languages, but for these. */
export const CHANNELS = {
  pt: /** @type {Record<string, string>} */ ({ voice: "Voz", form: "Formulário", video: "Vídeo" }),
  en: /** @type {Record<string, string>} */ ({ voice: "Voice", form: "Form", video: "Video" }),
  both: /** @type {Record<string, string>} */ ({
    webchat: "Webchat",
    whatsapp: "WhatsApp",
    email: "E-mail",
    sms: "SMS",
    facebook: "Facebook",
    telegram: "Telegram",
    rcs: "RCS",
    viber: "Viber",
  }),
};
