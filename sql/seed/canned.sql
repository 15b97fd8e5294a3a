-- Canned texts to begin with; the chief keeps them (/desk/texts).  Numbers below a thousand are
-- these; one that was retired or changed stays so.
INSERT INTO canned_text (id, action, text_zh, text_en) VALUES
  (1, 'order_verify', '请到现场核实地点、类别和现状，拍全景和近景各一张。', 'Please verify place, class and state on site; one photo from afar and one close up.'),
  (2, 'dispatch', '请按处置时限办结，反馈时附处置前后对比照片。', 'Please finish within the limit and report with photos from before and after.'),
  (3, 'dispatch', '该处多次被反映，请查明原因并一并整治。', 'This place was reported several times: find the cause and settle it as a whole.'),
  (4, 'dispatch', '请先做好现场围护和警示，再行处置。', 'Fence off and mark the place first, then handle it.'),
  (5, 'unclear', '权属不清，请有关单位两小时内到场会商。', 'Owner unclear: the units concerned meet on site within two hours.'),
  (6, 'return', '经现场核对，不属我单位管养范围，管养单位见附图。', 'Checked on site: not ours to maintain; the photo shows whose it is.'),
  (7, 'confer', '已与责任单位电话会商，双方意见如下：', 'Conferred with the unit by telephone; both views:'),
  (8, 'feedback', '已处置完毕，现场已清理，照片附后。', 'Done, the place is cleared; photos attached.'),
  (9, 'feedback_incomplete', '照片看不出处置前后的同一位置，请补拍。', 'The photos do not show the same spot before and after: please take them again.'),
  (10, 'order_check', '请核查处置结果，从处置后照片的同一角度拍摄。', 'Please check the result, from the same angle as the photo after handling.'),
  (11, 'rework', '现场未达到结案条件，请返工。', 'The closing condition is not met: rework.'),
  (12, 'close_back', '三项判定依据不足，请补充后再报。', 'The three judgments lack grounds: complete them and hand it in again.')
ON DUPLICATE KEY UPDATE id = id;
