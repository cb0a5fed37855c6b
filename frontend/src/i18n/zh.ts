import { assessmentZh } from './assessmentZh'
import { objectionZh } from './objectionZh'
import { surveyZh } from './surveyZh'

export const zh = {
  app: { name: '村园图', full: '村园图 · 村镇工业集聚区一张图', city: '广州市', loading: '正在载入…', retry: '重试', close: '关闭', fold: '收起', unfold: '展开', cancel: '取消', language: 'English', skip: '跳到主要内容', logout: '退出登录', account: '账户', map: '地图', assessment: '评估', yes: '是', no: '否', surveys: '测量成果', objections: '异议', faulty: '不符合要求：{fields}', offline: '连接不上服务器', offlineHint: '请检查网络，或稍后重试；页面上的筛选不会丢失。', failed: '出了点问题', noData: '没有数据', notFound: '没有这个页面', admin: '后台管理' },
  synthetic: { label: '演示数据 · synthetic', title: '图上园区、宗地与企业均为模拟生成，不是真实数据。' },
  role: { official: '干部', clerk: '数据员', planner: '规划师', administrator: '管理员' },
  login: { title: '登录', username: '用户名', password: '密码', submit: '登录', working: '正在登录…', wrong: '用户名或密码不对。', expired: '登录已过期，请重新登录；您刚才的视图会原样保留。', demo: '演示账户', demoHint: '点击填入用户名；密码见启动时 ./run 打印的内容。', lead: '村镇工业集聚区底数、评价与改造次序' },
  search: { placeholder: '园区、编号、村、企业、宗地…', label: '搜索', none: '没有找到“{q}”', hint: '按 / 键搜索', park: '园区', area: '区域', enterprise: '企业', parcel: '宗地' },
  count: { parks: '个园区', of: '/ {total}', area: '用地', far: '平均容积率', mu: '亩', updating: '正在统计' },
  export: { title: '导出', xlsx: 'Excel 工作簿 (.xlsx)', geojson: '地理数据 (.geojson)', note: '与图上所选完全一致：{count} 个园区', working: '正在生成…', failed: '导出没有成功' },
  filter: { title: '筛选', clear: '清除', clearAll: '清除全部', text: '名称、编号或村', district: '行政区', town: '镇街', anyTown: '全部镇街', area_mu: '用地面积', far: '容积率', output_per_mu: '亩均产值', tax_per_mu: '亩均税收', procedure_share: '手续完善率', priority: '优先次序得分', tenure: '权属', procedure: '用地手续', grade: '亩产效益等级', mode: '改造模式', min: '下限', max: '上限', any: '不限', active: '{n} 项', show: '筛选', lowHandle: '{name}下限', highHandle: '{name}上限', none: '没有园区符合这些条件', loosen: '放宽一项条件，或清除全部筛选。', more: '更多', less: '收起' },
  unit: { mu: '亩', wan: '万元', yi: '亿元', wanPerMu: '万元/亩', m2: 'm²', wan_m2: '万 m²', percent: '%', points: '分', km: 'km' },
  color: { title: '着色', grade: '等级', mode: '改造模式', priority: '优先次序', far: '容积率', output_per_mu: '亩均产值', click: '点击图例筛选', below: '< {max}', above: '≥ {min}', between: '{min}–{max}', noValue: '无数值', base: '区底色：所选园区数' },
  grade: { A: 'A', B: 'B', C: 'C', D: 'D', T: 'T', none: '未评', name: '{grade} 级', ungraded: '未评级' },
  mode: { whole_village: '整村改造', comprehensive: '全面改造', micro: '微改造', keep: '保留整治', cannot_assess: '无法判定' },
  tenure: { collective: '集体土地', state_collective_use: '国有土地村集体使用', mixed: '混合', state: '国有土地', undetermined: '未定' },
  procedure: { complete: '已完善', partial: '部分完善', incomplete: '未完善' },
  use: { industrial: '工业', warehouse: '仓储物流' },
  legality: { legal: '合法建筑', illegal_pre2009: '2009 年前无证', illegal_post2009: '2009 年后无证' },
  boundary: { surveyed: '勘测界线', listed: '名录界线', approved: '批复界线' },
  status: { reported: '上报', verified: '核实', imputed: '推算' },
  card: { title: '园区', judged: '研判', why: '为什么', parcels: '宗地', sources: '来源', position: '{n} / {count}', previous: '上一个', next: '下一个', zoom: '定位到图上', close: '关闭（Esc）', score: '得分 {score}', rank: '第 {rank} 位', rankOf: '优先次序 第 {rank} 位', unranked: '资料不足，未排序', need: '改造需要', opportunity: '改造机会', priority: '优先次序', completeness: '资料齐全度 {value}', imputed: '{value} 为推算', land: '用地', gfa: '建筑面积', far: '容积率', output: '亩均产值', tax: '亩均税收', procedure: '手续完善', parcelCount: '宗地', enterprises: '企业', modeTitle: '改造模式', modeWhy: '逐项判定，先满足者先列', met: '满足', unmet: '不满足', missing: '缺资料', gates: '条件', threshold: '要求 {operator} {threshold}', value: '实际 {value}', indicators: '得分由来', indicatorsHint: '条长为得分，灰底为该项满分', missingTitle: '缺这些资料，补齐后可重新判定', missingNone: '判定所需资料齐全', policy: '政策版本 {edition}', graded: '亩产效益', gradeWhy: '等级由来', gradeRank: '{group}内第 {rank} / {size} 名；前 {a} 名为 A，后 {d} 名为 D', baseline: '基准 {value}', factor: '{factor} × {name}', oneOf: '以下满足其一', assumption: '暂定', undecided: '尚缺：{inputs}', minimums: '改造后最低要求', minimumsHint: '现状与要求对照', elsewhere: '{text}', wholeCity: '全市', trust: '可信度 {value}', ofRanked: '/ {n}', notGraded: '未评级：{reason}', notAppraised: '还没有评价结果', boundaries: '界线', buildings: '建筑', years: '年度数据', absent: '找不到这个园区，或它不在您的数据范围内', yearColumn: '年份', totalOutput: '产值', totalTax: '税收', parcelGrade: '宗地等级', provenance: '数据来源', yes: '是', no: '否', points: '{points} 分', groupLand: '用地', groupEconomy: '效益', groupLocation: '区位', groupFeasibility: '可行性', groupSafety: '安全环境', year: '{year} 年', reason: '说明', certificate: '权证', certified: '有证', uncertified: '无证', owner: '权利人', noParcels: '还没有宗地', largest: '贡献最大的几项', all: '全部 {n} 项', articles: '政策依据' },
  table: { title: '表格', rank: '次序', code: '编号', name: '园区', area: '村社', area_m2: '用地（亩）', far: '容积率', output_per_mu: '亩均产值', tax_per_mu: '亩均税收', procedure_share: '手续完善', grade: '等级', mode: '改造模式', priority: '优先指数', open: '展开表格', close: '收起表格', sortBy: '按{name}排序', empty: '没有符合条件的园区', caption: '所选园区，{count} 行；方向键移动，回车打开', chart: '容积率 × 亩均产值', chartHint: '每点一个园区，颜色同图例' },
  map: { label: '园区地图', zoomIn: '放大', zoomOut: '缩小', home: '回到全市', parcelHint: '再放大可看宗地', parcelsFailed: '有宗地没有载入，移动地图时会再试', districtCount: '{count} / {total} 个园区', outside: '不在当前筛选内' },
  appraisal: { title: '评价', current: '当前结果', none: '还没有评价结果', start: '重新评价', running: '正在评价', queued: '排队中', snapshot: '整理底数', appraising: '计算等级、模式与次序', storing: '保存结果', done: '评价完成，图上已更新', failed: '评价没有完成', edition: '政策版本', finished: '完成时间', parks: '园区数', year: '评价年份', hash: '输入摘要', noRight: '只有规划师可以重新评价' },
  ...assessmentZh,
  ...surveyZh,
  ...objectionZh,
} as const
