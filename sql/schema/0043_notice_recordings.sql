-- The notice names the recordings that can be sent since the large look has its button "say it": a further version of
-- the one in force, also of an office's own words, from now on; those before stay as they were told.

INSERT INTO privacy_notice (version, valid_from, text_zh, text_en)
SELECT (SELECT MAX(t.version) + 1 FROM privacy_notice t), UNIX_TIMESTAMP() * 1000000,
  CONCAT(REPLACE(IF(n.at_zh > 0, LEFT(n.text_zh, n.at_zh - 1), n.text_zh),
      '您写的问题、地点和照片。', '您写的问题、地点、照片，以及您录下的语音。'), '

# 语音
您可以按一下录一段话代替写字，最长一分钟；不录也可以提交，录好后、提交前可以删除。录音随照片一起保存，只供办理这件事的受理人员和责任单位收听，不对外公布，不做声纹识别。声音可能让人认出您：不愿意被认出，请写字或只拍照。', IF(n.at_zh > 0, SUBSTRING(n.text_zh, n.at_zh), '')),
  CONCAT(REPLACE(IF(n.at_en > 0, LEFT(n.text_en, n.at_en - 1), n.text_en),
      'The problem, the place and the photos you send.', 'The problem, the place, the photos and any recording you send.'), '

# Recordings
You may say it instead of writing it, for up to a minute; you can report without, and delete a recording before you send it. It is kept as the photos are. Only those who work on the report, the unit that acts among them, can listen to it; it is never published, and no voiceprint is taken. People may know you by your voice: if you would rather not be known, write or send photos only.', IF(n.at_en > 0, SUBSTRING(n.text_en, n.at_en), ''))
 FROM (SELECT text_zh, text_en, LOCATE('

# 编号和查询码
', text_zh) AS at_zh, LOCATE('

# Number and code
', text_en) AS at_en
   FROM privacy_notice WHERE valid_from <= UNIX_TIMESTAMP() * 1000000 ORDER BY valid_from DESC, version DESC LIMIT 1) n;
